type Place = {readonly region: string; readonly accountId: string};

export const queueArn = (name: string, {region, accountId}: Place): string =>
  `arn:aws:sqs:${region}:${accountId}:${name}`;

export const functionArn = (name: string, {region, accountId}: Place): string =>
  `arn:aws:lambda:${region}:${accountId}:function:${name}`;

export const topicArn = (name: string, {region, accountId}: Place): string =>
  `arn:aws:sns:${region}:${accountId}:${name}`;

export const bucketArn = (name: string, key = ''): string =>
  `arn:aws:s3:::${key === '' ? name : `${name}/${key}`}`;
