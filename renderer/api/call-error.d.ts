import type { ErrorData, ErrorKind } from '#shared/error.ts';
export declare class CallError extends Error implements ErrorData {
    readonly name = "CallError";
    readonly code: string;
    readonly kind: ErrorKind;
    readonly hint: string | null;
    constructor(error: ErrorData);
}
/** What was thrown by a call is a CallError; anything else is a defect of these pages. */
export declare function toCallError(thrown: unknown): CallError;
