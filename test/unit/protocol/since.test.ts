import { describe, expect, it } from "vitest";
import { sinceTime } from "../../../src/protocol/since.ts";

const now = Date.UTC(2026, 2, 10, 12, 30);

describe("since when", () => {
  it("is so long before now, in UTC", () => {
    expect(sinceTime("7d", now)).toBe("2026-03-03T12:30:00");
    expect(sinceTime("24 h", now)).toBe("2026-03-09T12:30:00");
    expect(sinceTime("30min", now)).toBe("2026-03-10T12:00:00");
    expect(sinceTime("2w", now)).toBe("2026-02-24T12:30:00");
  });

  it("is a date or a time as it stands", () => {
    expect(sinceTime("2026-03-01", now)).toBe("2026-03-01");
    expect(sinceTime(" 2026-03-01 08:00 ", now)).toBe("2026-03-01 08:00");
  });

  it("is nothing else", () => {
    for (const text of ["", "yesterday", "7 days ago", "2026-13-01", "-3d", "2026-03-01'; --"]) {
      expect(sinceTime(text, now)).toBeNull();
    }
  });
});
