import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const HEADERS_END = '\r\n\r\n';

/**
 * Requests one address repeatedly over keep-alive connections, one request at a time on each, as autocannon does. Reads the
 * status and the length of an answer and drops the rest, as a load generator may.
 */
export class KeepAliveClient {
  readonly #port: number;
  readonly #request: string;
  readonly #idle: Socket[] = [];
  readonly #all: Socket[] = [];

  constructor(port: number) {
    this.#port = port;
    this.#request = `GET / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: keep-alive${HEADERS_END}`;
  }

  async get(): Promise<void> {
    const socket = this.#idle.pop() ?? (await this.#connect());
    await new Promise<void>((resolve, reject) => {
      let answer = '';
      const fail = () => reject(new Error('The server closed the connection.'));
      const read = (text: string) => {
        answer += text;
        if (!isWhole(answer)) return;
        socket.off('data', read).off('close', fail);
        if (answer.startsWith('HTTP/1.1 200 ')) resolve();
        else reject(new Error(answer.slice(0, answer.indexOf('\r\n'))));
      };
      socket.on('data', read).on('close', fail);
      socket.write(this.#request);
    });
    this.#idle.push(socket);
  }

  close(): void {
    for (const socket of this.#all) socket.destroy();
  }

  async #connect(): Promise<Socket> {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('latin1');
    this.#all.push(socket);
    await once(socket, 'connect');
    return socket;
  }
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf(HEADERS_END);
  if (end === -1) return false;
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(answer)?.[1];
  if (length === undefined) throw new Error('Expected an answer with a content-length.');
  return answer.length >= end + HEADERS_END.length + Number(length);
}
