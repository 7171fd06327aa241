// Loaded before a server that would listen on every interface: it listens on loopback only.
const net = require('node:net');

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (...args) {
  const [first, ...rest] = args;
  const onListening = args.findLast(arg => typeof arg === 'function');
  const options = typeof first === 'object' && first !== null ? first : {port: Number(first)};
  if (options.port === undefined || Number.isNaN(options.port)) return listen.call(this, first, ...rest);
  return listen.call(this, {...options, host: '127.0.0.1'}, ...(onListening ? [onListening] : []));
};
