import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Time that a client has to send the rest of its request once the server stops. */
const restOfRequestMs = 250;
/** Time after which a client that takes nothing of its answer is cut off once the server stops. */
const stalledClientMs = 500;
const checkMs = 50;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Follows the connections of a server and the requests on them, so that the server can stop without waiting for clients that
 * neither send nor read. Node itself closes only connections that never began a request.
 */
export class Connections {
  /** Unanswered requests of each open connection, in the order of their arrival. */
  readonly #open = new Map<Socket, Set<Exchange>>();
  /** Connections on which something came that is no HTTP. */
  readonly #refused = new WeakSet<Socket>();
  #stopping = false;

  opened(socket: Socket): void {
    this.#open.set(socket, new Set());
    socket.once('close', () => this.#open.delete(socket));
  }

  /** Call this with each request, before it is answered. */
  began(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const exchange = { request, response };
    const exchanges = this.#open.get(socket);
    exchanges?.add(exchange);
    response.once('close', () => {
      exchanges?.delete(exchange);
      // The answer may have promised to keep the connection before the stop.
      if (this.#stopping && exchanges?.size === 0) socket.destroySoon();
    });
    if (this.#stopping) response.shouldKeepAlive = false;
  }

  /**
   * Refuses what came on a connection and is no HTTP, or asks for a tunnel: answers the requests before it, then sends the refusal and closes. Node
   * alone would send the refusal at once, and the answers would be lost.
   */
  refuseRest(socket: Socket, refusal: string): void {
    // Each further piece is refused again, and dropped.
    if (this.#refused.has(socket)) return;
    this.#refused.add(socket);
    const exchanges = [...(this.#open.get(socket) ?? [])];
    const last = exchanges.findLast(({ request }) => request.complete);
    // The refusal is the answer to a request whose own body is broken, unless that is answered already.
    const broken = exchanges.findLast(({ request }) => !request.complete);
    const refuse = () => {
      const isAnswered = broken?.response.headersSent === true;
      if (socket.writable) socket.end(isAnswered ? '' : refusal);
      // Nobody reads a tunnel that is refused.
      socket.resume();
      // A socket that is closed with unread bytes takes back what it has sent: the client closes first.
      const cutOff = setTimeout(() => socket.destroy(), stalledClientMs);
      socket.once('close', () => clearTimeout(cutOff));
    };
    if (last === undefined) refuse();
    else last.response.once('close', refuse);
  }

  /** From now on each answer says `Connection: close`. Connections stay open for requests that are on their way. */
  stopKeepingAlive(): void {
    this.#stopping = true;
    for (const exchanges of this.#open.values()) {
      // Earlier answers on the same connection must not close it before the last one is sent.
      const last = [...exchanges].at(-1);
      if (last?.response.headersSent === false) last.response.shouldKeepAlive = false;
    }
  }

  /** Closes every connection without a complete request header. */
  closeIdle(): void {
    for (const [socket, exchanges] of this.#open) if (exchanges.size === 0) socket.destroy();
  }

  /**
   * Cuts off clients that do not send the rest of their request, or that read nothing of their answer. Returns a function that
   * ends this.
   */
  cutOffStalled(): () => void {
    const since = performance.now();
    const timer = setInterval(() => {
      const mayBeIncomplete = performance.now() - since < restOfRequestMs;
      for (const [socket, exchanges] of this.#open) {
        // Later requests of a connection wait for the first one, and so do their answers.
        const [first] = exchanges;
        if (first === undefined) continue;
        const { request, response } = first;
        if (!request.complete && !mayBeIncomplete) socket.destroy();
        // A socket's time-out starts again whenever the client takes something; at its end Node destroys the socket.
        const isWaitingForClient = response.writableEnded || response.writableNeedDrain;
        if (isWaitingForClient && socket.timeout !== stalledClientMs) {
          socket.setTimeout(stalledClientMs);
        }
      }
    }, checkMs);
    return () => clearInterval(timer);
  }
}
