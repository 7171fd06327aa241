/** How a service that speaks the query protocol writes its members there, where the name alone does not tell. */
export type Dialect = {
  /**
   * Members of a form that are no text. `MetricData.Value` is the Value in a MetricData only. The times of answers
   * are among these too.
   */
  readonly numbers?: readonly string[];
  readonly times?: readonly string[];
  readonly truths?: readonly string[];
  /** Lists and maps of a form that do not stand in `.member.`, by the name that they have there. */
  readonly asked?: Readonly<Record<string, FlatMember>>;
  /** Those of answers that are not `<member>` by `<member>`, by their name in JSON: `Failed`, `SendMessageBatch.Failed`. */
  readonly answered?: Readonly<Record<string, WrittenMember>>;
  /** Operations that answer nothing, not even an empty result. */
  readonly silent?: readonly string[];
};

/** `Attribute.1.Name=a&Attribute.1.Value=b` is the member `Attributes`, of entries `Name` and `Value`. */
export type FlatMember = {readonly member: string; readonly entry?: Entry};

/** Each item, or each entry of a map, is an element of the name `as`, beside the others. */
type WrittenMember = {readonly as: string; readonly entry?: Entry};

type Entry = readonly [key: string, value: string];

/** Whether a member is one of these, by its name or by its name within its parent. */
export const isAmong = (names: readonly string[] | undefined, name: string, parent: string): boolean =>
  names !== undefined && (names.includes(name) || names.includes(`${parent}.${name}`));
