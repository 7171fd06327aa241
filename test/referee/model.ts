import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';

type Member = {readonly shape: string; readonly locationName?: string};
type Shape = {
  readonly type: string;
  readonly members?: Readonly<Record<string, Member>>;
  readonly required?: readonly string[];
  readonly member?: Member;
  readonly key?: Member;
  readonly value?: Member;
  readonly flattened?: boolean;
  readonly enum?: readonly string[];
  readonly max?: number;
  readonly pattern?: string;
  /** The member that the whole body is. */
  readonly payload?: string;
  readonly exception?: boolean;
  readonly error?: {readonly code?: string; readonly httpStatusCode?: number};
};
export type Model = {
  readonly metadata: {readonly targetPrefix?: string};
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly http?: {readonly method: string; readonly requestUri: string};
        readonly input?: Member;
        readonly output?: Member & {readonly resultWrapper?: string};
        readonly errors?: readonly Member[];
      }
    >
  >;
  readonly shapes: Readonly<Record<string, Shape>>;
};

/** The newest model of a service in botocore's data folder. */
export async function loadModel(models: string, service: string): Promise<Model> {
  const versions = (await readdir(join(models, service))).sort();
  const folder = join(models, service, versions.at(-1) ?? '');
  const name = (await readdir(folder)).find(file => file.startsWith('service-2.json')) ?? 'service-2.json';
  const file = await readFile(join(folder, name));
  return JSON.parse((name.endsWith('.gz') ? gunzipSync(file) : file).toString('utf8')) as Model;
}

/** What is wrong with a value, by the shape that the model gives it: nothing, if all is well. */
export function checkShape(model: Model, name: string, value: unknown, path = '$'): readonly string[] {
  const shape = model.shapes[name];
  if (!shape) return [`${path}: the model has no shape ${name}`];
  switch (shape.type) {
    case 'structure':
      return isObject(value) ? checkMembers(model, shape, value, path) : [`${path}: should be a structure`];
    case 'list':
      if (!Array.isArray(value)) return [`${path}: should be a list`];
      return [
        ...checkSize(shape, value.length, path),
        ...value.flatMap((item, index) =>
          checkShape(model, shape.member?.shape ?? '', item, `${path}[${index}]`),
        ),
      ];
    case 'map':
      if (!isObject(value)) return [`${path}: should be a map`];
      return Object.entries(value).flatMap(([key, item]) =>
        checkShape(model, shape.value?.shape ?? '', item, `${path}.${key}`),
      );
    default:
      return checkSimple(shape, value, path);
  }
}

function checkMembers(
  model: Model,
  shape: Shape,
  value: Readonly<Record<string, unknown>>,
  path: string,
): readonly string[] {
  const known = shape.members ?? {};
  const lacking = (shape.required ?? []).filter(name => value[name] === undefined || value[name] === null);
  return [
    ...lacking.map(name => `${path}.${name}: is required`),
    ...Object.entries(value).flatMap(([name, item]) => {
      const member = known[name];
      if (!member) return [`${path}.${name}: is not in the model`];
      return item === null
        ? [`${path}.${name}: is null`]
        : checkShape(model, member.shape, item, `${path}.${name}`);
    }),
  ];
}

function checkSimple(shape: Shape, value: unknown, path: string): readonly string[] {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? checkText(shape, value, path) : [`${path}: should be a text`];
    case 'blob':
      return typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value
        ? []
        : [`${path}: should be base64`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path}: should be true or false`];
    case 'integer':
    case 'long':
      return Number.isInteger(value)
        ? checkSize(shape, Number(value), path)
        : [`${path}: should be a whole number`];
    case 'timestamp':
      return typeof value === 'number' && value > 1e9 && value < 1e11
        ? []
        : [`${path}: should be seconds since 1970`];
    default:
      return typeof value === 'number' ? [] : [`${path}: should be a number`];
  }
}

function checkText(shape: Shape, value: string, path: string): readonly string[] {
  const problems = [...checkSize(shape, value.length, path)];
  if (shape.enum && !shape.enum.includes(value))
    problems.push(`${path}: ${value} is none of ${shape.enum.join(', ')}`);
  if (shape.pattern && !new RegExp(`^(?:${shape.pattern})$`, 's').test(value)) {
    problems.push(`${path}: ${value} does not match ${shape.pattern}`);
  }
  return problems;
}

/**
 * Least sizes are of requests: AWS itself answers `ShardLevelMetrics: []` and `FailedRecordCount: 0`, where the
 * model says at least one.
 */
const checkSize = ({max}: Shape, size: number, path: string): readonly string[] =>
  max !== undefined && size > max ? [`${path}: ${size} is more than ${max}`] : [];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
