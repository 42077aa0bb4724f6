/**
 * What is read of W&B's messages. Names and numbers of the fields are those of
 * https://github.com/wandb/wandb, wandb/proto/wandb_internal.proto (MIT License), as the package wandb 0.31 publishes them.
 * Fields that are not declared are skipped when a message is decoded.
 */
const common = `
syntax = "proto3";

message Timestamp { int64 seconds = 1; int32 nanos = 2; }

message Item {
  string key = 1;
  repeated string nested_key = 2;
  oneof value {
    int32 none = 3;
    bool boolean = 4;
    sint64 integer = 5;
    double number = 6;
    string text = 7;
    string json = 8;
  }
  string value_json = 16;
}

message Update { repeated Item update = 1; repeated Item remove = 2; }
`;

/** What tells of the run itself, for a first reading. */
export const outlineSchema = `${common}
message Record {
  Update summary = 3;
  Update config = 5;
  RunRecord run = 17;
  RunExitRecord exit = 18;
  EnvironmentRecord environment = 26;
}

message RunRecord {
  string run_id = 1;
  string entity = 2;
  string project = 3;
  Update config = 4;
  Update summary = 5;
  string run_group = 6;
  string job_type = 7;
  string display_name = 8;
  string notes = 9;
  repeated string tags = 10;
  string sweep_id = 12;
  string host = 13;
  Timestamp start_time = 17;
  GitRepoRecord git = 21;
}

message GitRepoRecord { string remote_url = 1; string commit = 2; }

message RunExitRecord { int32 exit_code = 1; int32 runtime = 2; }

message EnvironmentRecord { string program = 6; GitRepoRecord git = 9; string username = 13; }
`;

/** What the run logged. */
export const loggedSchema = `${common}
message Record {
  HistoryRecord history = 2;
  StatsRecord stats = 7;
  bytes artifact = 8;
  AlertRecord alert = 10;
  OutputRawRecord output_raw = 13;
}

message HistoryRecord { repeated Item item = 1; HistoryStep step = 2; }

message HistoryStep { int64 num = 1; }

message StatsRecord { Timestamp timestamp = 2; repeated Item item = 3; }

message AlertRecord { string title = 1; string text = 2; }

message OutputRawRecord { string line = 3; }
`;
