/** Why a check can't be carried out, for people. */
export class Unable extends Error {}
