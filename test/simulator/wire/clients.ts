import {CloudWatchClient} from '@aws-sdk/client-cloudwatch';
import {KinesisClient} from '@aws-sdk/client-kinesis';
import {LambdaClient} from '@aws-sdk/client-lambda';
import {S3Client} from '@aws-sdk/client-s3';
import {SNSClient} from '@aws-sdk/client-sns';
import {SQSClient} from '@aws-sdk/client-sqs';
import {STSClient} from '@aws-sdk/client-sts';
import {NodeHttpHandler} from '@smithy/node-http-handler';
import {onTestFinished} from 'vitest';
import type {Account} from '../../../source/simulator/account.ts';
import {type Served, serve} from '../../../source/simulator/server.ts';

/** The account on loopback, until the test is over. */
export async function served(account: Account): Promise<Served> {
  const simulation = await serve({account});
  onTestFinished(simulation.close);
  return simulation;
}

export type ClientChoices = {
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly maxAttempts?: number;
};

export function clientsOf(
  {endpoint}: {readonly endpoint: string},
  {region = 'us-east-1', accessKeyId = 'SIMULATEDACCESSKEY01', maxAttempts = 1}: ClientChoices = {},
) {
  const config = {
    endpoint,
    region,
    maxAttempts,
    credentials: {accessKeyId, secretAccessKey: 'simulated/secret/of/no/worth'},
    requestHandler: new NodeHttpHandler({connectionTimeout: 1000}),
  };
  const clients = {
    kinesis: new KinesisClient(config),
    cloudwatch: new CloudWatchClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client({...config, forcePathStyle: true}),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    sts: new STSClient(config),
  };
  onTestFinished(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  return clients;
}
