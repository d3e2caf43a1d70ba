output "url" {
  description = "Where an application posts its clicks"
  value       = "${aws_api_gateway_stage.dev.invoke_url}/clicklogger"
}

output "api" {
  description = "The REST API; Millrace answers for it at http://127.0.0.1:4566/_api/ID/dev/clicklogger"
  value       = aws_api_gateway_rest_api.clicks.id
}

output "table" {
  description = "The table of single clicks"
  value       = aws_dynamodb_table.clicks.name
}

output "bucket" {
  description = "Where the Parquet files lie"
  value       = aws_s3_bucket.clicks.bucket
}

output "stream" {
  description = "The delivery stream between the API and the two"
  value       = aws_kinesis_firehose_delivery_stream.clicks.name
}

output "catalog_table" {
  description = "The table that SQL names"
  value       = "${aws_glue_catalog_database.clicks.name}.${aws_glue_catalog_table.clicks.name}"
}
