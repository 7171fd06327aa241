import {snapshotSchema} from '../monitor/schema.ts';
import {print} from './print.ts';

/** The JSON Schema of the document that `snapshot --format json` prints. */
export async function schemaCommand(): Promise<number> {
  const {toJsonSchema} = await import('@valibot/to-json-schema');
  await print(`${JSON.stringify(toJsonSchema(snapshotSchema), null, 2)}\n`);
  return 0;
}
