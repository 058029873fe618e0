import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const BODY = JSON.stringify({ id: 1, title: 'Nightly summary', tags: 'work,daily' });

/** Answers every request with the same JSON, and sends its port to the process that started it. */
const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(BODY);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.on('disconnect', () => process.exit(0));
