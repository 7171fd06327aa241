/** The account in an ARN: `arn:aws:kinesis:us-east-1:123456789012:stream/orders`. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
