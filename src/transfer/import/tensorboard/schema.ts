/**
 * What is read of TensorBoard's messages. Names and numbers of the fields are those of the .proto files in
 * https://github.com/tensorflow/tensorboard (tensorboard/compat/proto/{event,summary,tensor,tensor_shape}.proto and
 * tensorboard/plugins/hparams/plugin_data.proto, Apache License 2.0) and of
 * https://github.com/protocolbuffers/protobuf (google/protobuf/struct.proto, BSD 3-Clause).
 * Fields that are not declared are skipped when a message is decoded.
 */
export const eventSchema = `
syntax = "proto3";

message Event {
  double wall_time = 1;
  int64 step = 2;
  oneof what {
    bytes graph_def = 4;
    Summary summary = 5;
    bytes tagged_run_metadata = 8;
    bytes meta_graph_def = 9;
  }
}

message Summary {
  message Image { bytes encoded_image_string = 4; }
  message Value {
    string tag = 1;
    SummaryMetadata metadata = 9;
    oneof value {
      float simple_value = 2;
      bytes obsolete_old_style_histogram = 3;
      Image image = 4;
      bytes histo = 5;
      bytes audio = 6;
      TensorProto tensor = 8;
    }
  }
  repeated Value value = 1;
}

message SummaryMetadata {
  message PluginData { string plugin_name = 1; bytes content = 2; }
  PluginData plugin_data = 1;
}

message TensorProto {
  int32 dtype = 1;
  TensorShapeProto tensor_shape = 2;
  bytes tensor_content = 4;
  repeated int32 half_val = 13 [packed = true];
  repeated float float_val = 5 [packed = true];
  repeated double double_val = 6 [packed = true];
  repeated int32 int_val = 7 [packed = true];
  repeated bytes string_val = 8;
  repeated int64 int64_val = 10 [packed = true];
  repeated bool bool_val = 11 [packed = true];
  repeated uint32 uint32_val = 16 [packed = true];
  repeated uint64 uint64_val = 17 [packed = true];
}

message TensorShapeProto {
  message Dim { int64 size = 1; }
  repeated Dim dim = 2;
}
`;

/** Of an event's values only what tells of the run, for a first reading. */
export const outlineSchema = `
syntax = "proto3";

message Event {
  double wall_time = 1;
  Summary summary = 5;
}

message Summary {
  message Value { string tag = 1; SummaryMetadata metadata = 9; }
  repeated Value value = 1;
}

message SummaryMetadata {
  message PluginData { string plugin_name = 1; bytes content = 2; }
  PluginData plugin_data = 1;
}
`;

export const hparamsSchema = `
syntax = "proto3";

message HParamsPluginData {
  oneof data {
    SessionStartInfo session_start_info = 3;
    SessionEndInfo session_end_info = 4;
  }
}

message SessionStartInfo {
  map<string, Value> hparams = 1;
  string group_name = 4;
  double start_time_secs = 5;
}

message SessionEndInfo {
  int32 status = 1;
  double end_time_secs = 2;
}

message Value {
  oneof kind {
    int32 null_value = 1;
    double number_value = 2;
    string string_value = 3;
    bool bool_value = 4;
    Struct struct_value = 5;
    ListValue list_value = 6;
  }
}

message Struct { map<string, Value> fields = 1; }

message ListValue { repeated Value values = 1; }
`;
