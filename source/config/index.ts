export type {Config, Flags} from './config.ts';
export {configFilePath, readConfigFile} from './file.ts';
export {type Resolved, resolveConfig} from './resolve.ts';
