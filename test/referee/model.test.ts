import {describe, expect, inject, test} from 'vitest';
import {checkShape, loadModel, type Model} from './model.ts';
import {judge, judgeXml} from './verdict.ts';

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

  const said = (result: string) =>
    `<ListTopicsResponse xmlns="x">${result}<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></ListTopicsResponse>`;
  const refused = (code: string) =>
    `<ErrorResponse xmlns="x"><Error><Type>Sender</Type><Code>${code}</Code></Error><RequestId>1</RequestId></ErrorResponse>`;
  test.each([
    [
      200,
      said('<ListTopicsResult><Topics><member><TopicArn>a</TopicArn></member></Topics></ListTopicsResult>'),
      0,
    ],
    [200, said('<ListTopicsResult><Topics><member><Arn>a</Arn></member></Topics></ListTopicsResult>'), 1],
    [
      200,
      said('<ListTopicsResult><Topics><Topic><TopicArn>a</TopicArn></Topic></Topics></ListTopicsResult>'),
      1,
    ],
    [200, said('<Topics></Topics>'), 1],
    [200, '<ListTopicsResult><Topics></Topics></ListTopicsResult>', 1],
    [400, refused('InvalidParameter'), 0],
    [403, refused('InvalidParameter'), 1],
    [400, refused('NotFound'), 1],
  ])('sees what is wrong with XML: %i %s', async (status, body, problems) => {
    const sns = await loadModel(inject('tools').models, 'sns');
    const judged = judgeXml(sns, {target: 'ListTopics', status, body, headers: new Headers()});
    expect(judged).toHaveLength(problems);
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
