import { describe, expect, it } from "vitest";
import { castCell, castValue, declaredType } from "../../../../src/editor/data/casts.ts";

const castsTo = (type: string, cases: Record<string, string | null>): void => {
  for (const [text, value] of Object.entries(cases)) expect([text, castValue(text, type)]).toEqual([text, value]);
};

describe("casting a text", () => {
  it("to a whole number leaves out what groups its digits, and a fraction of nothing", () => {
    castsTo("integer", {
      "1,234,567": "1234567",
      "1.234.567": "1234567",
      "1 234": "1234",
      "12\u00a0345": "12345",
      "1,234": "1234",
      "3.0": "3",
      "3,00": "3",
      "1,234.0": "1234",
      "\u22125": "-5",
      "\u00a012\u00a0": "12",
    });
  });

  it("to a whole number never rounds, and never guesses between thousands and a fraction", () => {
    castsTo("integer", { "3.5": null, "1,234.5": null, "3.000": null, "1,000": null, "12,34,567": null, "1e3": null });
    castsTo("integer", { abc: null, "": null, "12a": null, "1,234.567": null, "5 %": null, "€5": null });
  });

  it("to a number understands both decimal signs where there is one way alone", () => {
    castsTo("number", {
      "1,234.5": "1234.5",
      "1.234,5": "1234.5",
      "1,5": "1.5",
      "-0,25": "-0.25",
      "1 234,5": "1234.5",
      "1'234.5": "1234.5",
      "1_000.5": "1000.5",
      "1,234,567": "1234567",
      "123456789012345678,1": "123456789012345678.1",
    });
    castsTo("number", { "1,234": null, "1.2.3": null, "1,2,3": null, "1,23.4": null, "1 234": "1234" });
  });

  it("to true and false knows the usual words", () => {
    castsTo("boolean", { on: "true", Off: "false", "1.0": "true", "0.0": "false", maybe: null, "2": null });
  });

  it("to a date has the year first, a day that is no month, a month by its name, or nothing", () => {
    castsTo("date", {
      "2024/01/31": "2024-01-31",
      "2024-1-5": "2024-01-05",
      "20240131": "2024-01-31",
      "31/01/2024": "2024-01-31",
      "01/31/2024": "2024-01-31",
      "31.1.2024": "2024-01-31",
      "05/05/2024": "2024-05-05",
      "31 Jan 2024": "2024-01-31",
      "January 31, 2024": "2024-01-31",
      "2024-01-31T00:00:00": "2024-01-31",
    });
    castsTo("date", {
      "01/02/2024": null,
      "01.02.2024": null,
      "30/02/2024": null,
      "2024-02-30": null,
      "31/13/2024": null,
      "31/01/24": null,
      "2024-01-31 12:30": null,
      "31 Januar 2024": null,
    });
  });

  it("to a date with time keeps the time", () => {
    castsTo("timestamp", {
      "31/01/2024 12:30": "2024-01-31T12:30",
      "2024/01/31 9:05:01.5": "2024-01-31T09:05:01.5",
      "31 Jan 2024, 9:05 pm": "2024-01-31T21:05",
      "31/01/2024": "2024-01-31",
      "01/02/2024 12:30": null,
      "31/01/2024 25:00": null,
      "31/01/2024 12:30 CET": null,
    });
  });

  it("to a time counts 24 hours", () => {
    castsTo("time", { "9:05": "09:05", "9:05 PM": "21:05", "12:00 am": "00:00", "13:00 pm": null, "24:00": null });
  });

  it("to a UUID sets its hyphens", () => {
    castsTo("uuid", {
      "{123E4567-E89B-12D3-A456-426614174000}": "123e4567-e89b-12d3-a456-426614174000",
      "123e4567e89b12d3a456426614174000": "123e4567-e89b-12d3-a456-426614174000",
      "123e4567": null,
    });
  });

  it("is nothing for texts and JSON, and where the text is right already", () => {
    castsTo("string", { "1,5": null });
    castsTo("json", { "{a: 1}": null });
    castsTo("integer", { "12": null });
  });
});

describe("a cell with another value", () => {
  it("keeps its quotes, and has them where it needs them", () => {
    expect(castCell('"1,234"', "1234")).toBe('"1234"');
    expect(castCell("3.0", "3")).toBe("3");
    expect(castCell("x", 'a"b')).toBe('"a""b"');
    expect(castCell("x", "a;b")).toBe('"a;b"');
  });
});

describe("the declared type", () => {
  it("stands alone or with options", () => {
    expect(declaredType("type: integer")).toBe("integer");
    expect(declaredType('"type": "date"')).toBe("date");
    expect(declaredType("type: {value: number, severity: warning}")).toBe("number");
    expect(declaredType("type: {severity: warning, value: number}")).toBe("number");
    expect(declaredType("type:\n  value: number")).toBeNull();
  });

  it("is not known where dates are written in a way of their own", () => {
    expect(declaredType('type: {value: date, format: "%d.%m.%Y"}')).toBeNull();
  });
});
