import {AwsError, type Caller, type Json, type Operation} from '../../operation.ts';
import type {Registered, Stream} from '../stream.ts';
import type {World} from '../world.ts';
import {findStream, mustBeActive} from './find.ts';
import {invalid, names, requiredText, text, wholeNumber} from './members.ts';
import {seal, unseal} from './token.ts';

const mostConsumers = 20;
const registeringMs = 4000;

export function consumerOperations(world: World): Record<string, Operation> {
  const shape = (consumer: Registered): Json => ({
    ConsumerName: consumer.name,
    ConsumerARN: consumer.arn,
    ConsumerStatus: world.now() < consumer.readyAt ? 'CREATING' : 'ACTIVE',
    ConsumerCreationTimestamp: Math.floor(consumer.createdAt / 1000),
  });
  return {
    ListStreamConsumers: (input, caller) => listConsumers(world, input, caller, shape),
    DescribeStreamConsumer: (input, caller) => {
      const {stream, consumer} = findConsumer(world, input, caller);
      return {ConsumerDescription: {...shape(consumer), StreamARN: stream.arn}};
    },
    RegisterStreamConsumer: (input, caller) => {
      requiredText(input, 'StreamARN');
      const name = requiredText(input, 'ConsumerName', names);
      const stream = findStream(world, input, caller);
      mustBeActive(world, stream, caller);
      if (stream.registered.some(consumer => consumer.name === name))
        throw new AwsError(
          'ResourceInUseException',
          `Consumer ${name} under stream ${stream.name} already exists for account ${caller.accountId}.`,
        );
      if (stream.registered.length >= mostConsumers)
        throw new AwsError(
          'LimitExceededException',
          `Stream ${stream.name} has ${mostConsumers} consumers, its limit.`,
        );
      const consumer = stream.registration(name, world.now(), registeringMs);
      stream.registered.push(consumer);
      return {Consumer: shape(consumer)};
    },
    DeregisterStreamConsumer: (input, caller) => {
      const {stream, consumer} = findConsumer(world, input, caller);
      stream.registered.splice(stream.registered.indexOf(consumer), 1);
      return {};
    },
  };
}

function listConsumers(
  world: World,
  input: Json,
  caller: Caller,
  shape: (consumer: Registered) => Json,
): Json {
  requiredText(input, 'StreamARN');
  const limit = Math.min(wholeNumber(input, 'MaxResults', 1, 10_000) ?? 100, 100);
  const token = text(input, 'NextToken', {max: 1_048_576});
  const stream = findStream(world, input, caller);
  const after = token === undefined ? '' : unseal(token)?.consumersAfter;
  if (typeof after !== 'string') throw invalid('The provided NextToken is invalid.');
  const left = stream.registered
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .filter(({name}) => name > after);
  const page = left.slice(0, limit);
  return {
    Consumers: page.map(shape),
    ...(page.length < left.length && {NextToken: seal({consumersAfter: page.at(-1)?.name})}),
  };
}

function findConsumer(world: World, input: Json, caller: Caller): {stream: Stream; consumer: Registered} {
  const arn = text(input, 'ConsumerARN', {max: 2048});
  const name = text(input, 'ConsumerName', names);
  const streamArn = arn?.split('/consumer/')[0] ?? text(input, 'StreamARN', {max: 2048});
  if (streamArn === undefined || (arn === undefined && name === undefined))
    throw invalid('Either ConsumerARN or both StreamARN and ConsumerName must be given.');
  const stream = findStream(world, {StreamARN: streamArn}, caller);
  const consumer = stream.registered.find(known =>
    arn === undefined ? known.name === name : known.arn === arn,
  );
  if (!consumer)
    throw new AwsError(
      'ResourceNotFoundException',
      `Consumer ${arn ?? name} under stream ${stream.name} not found for account ${caller.accountId}.`,
    );
  return {stream, consumer};
}
