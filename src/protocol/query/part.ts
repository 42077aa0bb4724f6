import type { NumberOperand, Place, Query } from "./ast.ts";
import type { Named } from "./names.ts";

/** A value of a query before it is compared, or what holds or doesn't. */
export type Part = Place &
  (
    | { readonly kind: "holds"; readonly query: Query }
    | { readonly kind: "named"; readonly named: Named; readonly text: string }
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "number"; readonly operand: NumberOperand }
  );
