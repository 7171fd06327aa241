import {UsageError} from '../usage-error.ts';

/** A proxy is asked for, and this Node cannot use one: nothing would be reached, and nobody would know why. */
class NoProxySupport extends UsageError {
  constructor(variable: string) {
    super(
      `${variable} is set, but ${process.version} cannot use a proxy: it takes Node 22.21, 24.5 or newer.`,
    );
  }
}

/** Throws where the environment names a proxy that this Node's agents would pass by (they take `proxyEnv` since then). */
export function checkProxySupport(env = process.env, version = process.versions.node): void {
  const variable = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].find(name => env[name]);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
  if (variable !== undefined && !isSupported) throw new NoProxySupport(variable);
}
