import { httpsPoster, listenHttps } from '#drivers/network/https.ts';
import type { HttpGateway } from '#terminal';
import { openGateway, type GatewaySideOptions } from './gateway-side.ts';
import { hostName, hostTerms, terminalCredentials, trustedAuthority } from './test-credentials.ts';

/**
 * A gateway behind HTTPS on a loopback port, for the terminal whose configuration names one; undefined for any other.
 *
 * @throws {RigFailure} code PORT_UNAVAILABLE
 */
export async function openLoopbackGateway(
  options: GatewaySideOptions,
  owned: AsyncDisposableStack,
): Promise<HttpGateway | undefined> {
  const gateway = openGateway(options);
  if (gateway === undefined) return undefined;
  owned.use(gateway);
  const door = owned.use(
    await listenHttps({ terms: hostTerms(undefined), onRequest: (request) => gateway.handle(request) }),
  );
  return {
    post: httpsPoster({
      host: door.host,
      port: door.port,
      authority: trustedAuthority,
      serverName: hostName,
      credentials: terminalCredentials,
    }),
  };
}
