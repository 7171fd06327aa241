#!/usr/bin/env node
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`hotshard needs Node 22.12 or newer; this is ${process.version}.\n`);
  process.exitCode = 64;
} else {
  module.enableCompileCache();
  await import('../build/main.js');
}
