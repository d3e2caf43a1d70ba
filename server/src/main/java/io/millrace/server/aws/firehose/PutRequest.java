package io.millrace.server.aws.firehose;

import java.util.List;

/// PutRecord or PutRecordBatch, decoded and within AWS's limits.
///
/// @param stream name of the delivery stream
/// @param records their data, base64 undone; exactly one for PutRecord
record PutRequest(String stream, List<byte[]> records) {}
