import {describe, expect, inject, test} from 'vitest';
import {checkShape, loadModel, type Model} from './model.ts';
import {judge} from './verdict.ts';

const exchange = (target: string, status: number, body: unknown) => ({
  target,
  status,
  body: JSON.stringify(body),
  headers: new Headers(),
});

describe('the referee itself', () => {
  const small: Model = {
    metadata: {},
    operations: {},
    shapes: {
      Out: {
        type: 'structure',
        required: ['Name'],
        members: {Name: {shape: 'Name'}, Sizes: {shape: 'Sizes'}, At: {shape: 'At'}},
      },
      Name: {type: 'string', enum: ['a', 'b']},
      Sizes: {type: 'list', member: {shape: 'Size'}, max: 2},
      Size: {type: 'integer', max: 9},
      At: {type: 'timestamp'},
    },
  };

  test.each([
    [{Name: 'a', Sizes: [1, 2], At: 1.7e9}, []],
    [{}, ['$.Name: is required']],
    [{Name: 'c'}, ['$.Name: c is none of a, b']],
    [{Name: 'a', More: 1}, ['$.More: is not in the model']],
    [
      {Name: 'a', Sizes: [10, 1.5, '2']},
      [
        '$.Sizes: 3 is more than 2',
        '$.Sizes[0]: 10 is more than 9',
        '$.Sizes[1]: should be a whole number',
        '$.Sizes[2]: should be a whole number',
      ],
    ],
    [{Name: 'a', At: 1.7e12}, ['$.At: should be seconds since 1970']],
    [{Name: 'a', Sizes: null}, ['$.Sizes: is null']],
  ])('sees what is wrong with %j', (value, problems) => {
    expect(checkShape(small, 'Out', value)).toEqual(problems);
  });

  test('knows which errors an operation may have', async () => {
    const kinesis = await loadModel(inject('tools').models, 'kinesis');
    const wrong = (status: number, type: string) =>
      judge(kinesis, exchange('Kinesis_20131202.ListShards', status, {__type: type, message: 'why'}));
    expect(wrong(400, 'ResourceNotFoundException')).toEqual([]);
    expect(wrong(400, 'ValidationException')).toEqual([]);
    expect(wrong(400, 'NoSuchStream')).toHaveLength(1);
    expect(wrong(500, 'ResourceNotFoundException')).toHaveLength(1);
  });
});
