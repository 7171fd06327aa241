import type {TestProject} from 'vitest/node';
import {findTools, type Tools} from './tools.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    tools: Tools;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  project.provide('tools', await findTools());
}
