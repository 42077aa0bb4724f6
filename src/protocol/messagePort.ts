import { Emitter, type Message, type MessageReader, type MessageWriter } from "vscode-jsonrpc";

/** Either end of a webview: `webview.postMessage` in the host, `acquireVsCodeApi().postMessage` in the page. */
export interface MessagePort {
  post(message: unknown): unknown;
  /** Calls `listener` with every message until the returned function is called. */
  onMessage(listener: (message: unknown) => void): () => void;
}

/**
 * Reader and writer of a JSON-RPC connection over a port that already carries whole messages.
 * Give them to `createMessageConnection` of `vscode-jsonrpc/node` in the host, of `vscode-jsonrpc/browser` in a page.
 */
export function portTransport(port: MessagePort): { reader: MessageReader; writer: MessageWriter } {
  return { reader: portReader(port), writer: portWriter(port) };
}

function portReader(port: MessagePort): MessageReader {
  const errors = new Emitter<Error>();
  const closes = new Emitter<void>();
  const partials = new Emitter<{ messageToken: number; waitingTime: number }>();
  let stop = (): void => {};
  return {
    onError: errors.event,
    onClose: closes.event,
    onPartialMessage: partials.event,
    listen(callback) {
      stop = port.onMessage((message) => {
        if (isMessage(message)) callback(message);
      });
      return { dispose: () => stop() };
    },
    dispose() {
      stop();
      errors.dispose();
      closes.dispose();
      partials.dispose();
    },
  };
}

function portWriter(port: MessagePort): MessageWriter {
  const errors = new Emitter<[Error, Message | undefined, number | undefined]>();
  const closes = new Emitter<void>();
  return {
    onError: errors.event,
    onClose: closes.event,
    async write(message) {
      try {
        await port.post(message);
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        errors.fire([error, message, undefined]);
        throw error;
      }
    },
    end() {
      closes.fire();
    },
    dispose() {
      errors.dispose();
      closes.dispose();
    },
  };
}

/** A window also hears what browser extensions and the editor itself post. */
function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && "jsonrpc" in value && value.jsonrpc === "2.0";
}
