"""Runs a client of an older botocore, which speaks the query protocol: one request a line in, one answer out."""

import base64
import json
import sys

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import get_session

service, endpoint, region, access_key, secret_key = sys.argv[1:6]
client = get_session().create_client(
    service,
    region_name=region,
    endpoint_url=endpoint,
    aws_access_key_id=access_key,
    aws_secret_access_key=secret_key,
    config=Config(retries={'total_max_attempts': 1}),
)


def method(operation):
    names = client.meta.method_to_api_mapping
    return getattr(client, next(name for name, known in names.items() if known == operation))


def bytes_in(pairs):
    return {key: base64.b64decode(value) if key == 'BinaryValue' else value for key, value in pairs}


def plain(value):
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value.isoformat()


for line in sys.stdin:
    asked = json.loads(line, object_pairs_hook=bytes_in)
    try:
        answer = method(asked['operation'])(**asked['input'])
        status = answer.pop('ResponseMetadata')['HTTPStatusCode']
        told = {'status': status, 'answer': answer}
    except ClientError as error:
        status = error.response['ResponseMetadata']['HTTPStatusCode']
        told = {'status': status, 'error': error.response['Error']}
    print(json.dumps(told, default=plain), flush=True)
