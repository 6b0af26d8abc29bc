/**
 * Runs inside a network namespace: takes TCP connections there and carries each to a socket file, which every namespace can
 * reach. Ends when its standard input does, so that it never outlives who started it.
 *
 *   node namespace-relay.ts ADDRESS SOCKET      prints the port on a line of its own
 */
import { connect, createServer, type Socket } from 'node:net';

const [address = '', socketPath = ''] = process.argv.slice(2);

const server = createServer({ noDelay: true }, (caller) => {
  const host = connect(socketPath);
  joined(caller, host);
  joined(host, caller);
});
server.listen(0, address, () => {
  const bound = server.address();
  process.stdout.write(`${bound !== null && typeof bound === 'object' ? bound.port : 0}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

/** What one side sends goes to the other; what ends one ends the other. */
function joined(from: Socket, to: Socket): void {
  from.pipe(to);
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroySoon());
}
