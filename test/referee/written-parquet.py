"""Writes rows from standard input as a Parquet file, in the columns of S3 Inventory."""
import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq

path, options = sys.argv[1], json.loads(sys.argv[2])
rows = json.load(sys.stdin)
schema = pa.schema([
    pa.field('bucket', pa.string(), nullable=False),
    pa.field('key', pa.string(), nullable=False),
    pa.field('version_id', pa.string()),
    pa.field('is_latest', pa.bool_()),
    pa.field('is_delete_marker', pa.bool_()),
    pa.field('size', pa.int64()),
    pa.field('last_modified_date', pa.timestamp(options.pop('unit'), tz='UTC')),
    pa.field('e_tag', pa.string()),
    pa.field('storage_class', pa.string()),
])
units = {'ms': 1, 'us': 1000, 'ns': 1000000}
scale = units[schema.field('last_modified_date').type.unit]
columns = [
    ['exports' for _ in rows],
    [row['key'] for row in rows],
    ['v1' for _ in rows],
    [row['isLatest'] for row in rows],
    [row['isDeleteMarker'] for row in rows],
    [None if row['isDeleteMarker'] else row['size'] for row in rows],
    [row['modifiedAt'] * scale for row in rows],
    [None for _ in rows],
    [None if row['isDeleteMarker'] else row['storageClass'] for row in rows],
]
arrays = [pa.array(values, type=field.type) for values, field in zip(columns, schema)]
pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path, **options)
