# Click logger: POST /clicklogger → checked by a TOKEN authorizer and a JSON schema → a function that completes the click
# → a delivery stream, whose function writes each click to a DynamoDB table, and which delivers all of them to a bucket
# as Parquet. The same as template.yaml, in Terraform.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.76"
    }
  }
}

provider "aws" {
  region = var.region
}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.name
  bucket  = "${var.name}-clicks-${local.account}-${local.region}"
  tags    = { application = var.name }

  handlers  = "io.millrace.examples.clicklogger"
  functions = toset(["authorizer", "logger", "consumer"])
}

# ---------------------------------------------------------------------------------------------------------------------
# Where clicks come to lie: a table for the one click, a bucket for all of them, and a catalog that says what is in it
# ---------------------------------------------------------------------------------------------------------------------

resource "aws_dynamodb_table" "clicks" {
  name         = "${var.name}-clicks"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "requestid"
  range_key    = "contextid"
  tags         = local.tags

  attribute {
    name = "requestid"
    type = "S"
  }
  attribute {
    name = "contextid"
    type = "S"
  }
  attribute {
    name = "callerid"
    type = "S"
  }

  # What was done in one context, by all callers or by one.
  global_secondary_index {
    name               = "ContextCallerIndex"
    hash_key           = "contextid"
    range_key          = "callerid"
    projection_type    = "INCLUDE"
    non_key_attributes = ["component", "action", "type", "createdtime"]
  }
}

resource "aws_s3_bucket" "clicks" {
  bucket        = local.bucket
  force_destroy = var.destroy_clicks
  tags          = local.tags
}

resource "aws_glue_catalog_database" "clicks" {
  name        = replace("${var.name}_clicks", "-", "_")
  description = "Interactions of applications"
}

resource "aws_glue_catalog_table" "clicks" {
  name          = "clicklogger"
  database_name = aws_glue_catalog_database.clicks.name
  table_type    = "EXTERNAL_TABLE"

  parameters = {
    EXTERNAL       = "TRUE"
    classification = "parquet"
  }

  storage_descriptor {
    location      = "s3://${aws_s3_bucket.clicks.bucket}/clicklog/"
    input_format  = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"

    ser_de_info {
      name                  = "parquet"
      serialization_library = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
      parameters            = { "serialization.format" = "1" }
    }

    dynamic "columns" {
      for_each = ["requestid", "contextid", "callerid", "component", "action", "type", "clientip", "createdtime"]
      content {
        name = columns.value
        type = "string"
      }
    }
  }
}

# ---------------------------------------------------------------------------------------------------------------------
# The three functions: one jar, three handlers
# ---------------------------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "lambda_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "function" {
  for_each           = local.functions
  name               = "${var.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.lambda_trust.json
  tags               = local.tags
}

resource "aws_iam_role_policy_attachment" "function_logs" {
  for_each   = local.functions
  role       = aws_iam_role.function[each.key].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

# Made here rather than by the functions' first lines, so that they go when the application goes.
resource "aws_cloudwatch_log_group" "function" {
  for_each          = local.functions
  name              = "/aws/lambda/${var.name}-${each.key}"
  retention_in_days = 14
  tags              = local.tags
}

resource "aws_lambda_function" "authorizer" {
  function_name    = "${var.name}-authorizer"
  description      = "Says whose calls the API lets in"
  role             = aws_iam_role.function["authorizer"].arn
  filename         = var.jar
  source_code_hash = filebase64sha256(var.jar)
  handler          = "${local.handlers}.TokenAuthorizer::handleRequest"
  runtime          = "java21"
  memory_size      = 512
  timeout          = 15
  tags             = local.tags

  environment {
    variables = {
      AUTH_TOKENS       = join(",", var.auth_tokens)
      JAVA_TOOL_OPTIONS = var.java_options
    }
  }

  depends_on = [aws_cloudwatch_log_group.function, aws_iam_role_policy_attachment.function_logs]
}

resource "aws_lambda_function" "logger" {
  function_name    = "${var.name}-logger"
  description      = "Completes a click and puts it on the delivery stream"
  role             = aws_iam_role.function["logger"].arn
  filename         = var.jar
  source_code_hash = filebase64sha256(var.jar)
  handler          = "${local.handlers}.ClickLogger::handleRequest"
  runtime          = "java21"
  memory_size      = 512
  timeout          = 15
  tags             = local.tags

  environment {
    variables = {
      STREAM_NAME       = aws_kinesis_firehose_delivery_stream.clicks.name
      JAVA_TOOL_OPTIONS = var.java_options
    }
  }

  depends_on = [aws_cloudwatch_log_group.function, aws_iam_role_policy_attachment.function_logs]
}

resource "aws_lambda_function" "consumer" {
  function_name    = "${var.name}-consumer"
  description      = "Writes the clicks of a delivery stream to a table"
  role             = aws_iam_role.function["consumer"].arn
  filename         = var.jar
  source_code_hash = filebase64sha256(var.jar)
  handler          = "${local.handlers}.ClickConsumer::handleRequest"
  runtime          = "java21"
  memory_size      = 512
  timeout          = 60
  tags             = local.tags

  environment {
    variables = {
      TABLE_NAME        = aws_dynamodb_table.clicks.name
      JAVA_TOOL_OPTIONS = var.java_options
    }
  }

  depends_on = [aws_cloudwatch_log_group.function, aws_iam_role_policy_attachment.function_logs]
}

resource "aws_iam_role_policy" "logger_puts" {
  name = "put-clicks"
  role = aws_iam_role.function["logger"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "firehose:PutRecord"
      Resource = aws_kinesis_firehose_delivery_stream.clicks.arn
    }]
  })
}

resource "aws_iam_policy" "write_clicks" {
  name        = "${var.name}-write-clicks"
  description = "Lets the consumer write items to the table of clicks"
  tags        = local.tags
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["dynamodb:BatchWriteItem", "dynamodb:PutItem"]
      Resource = aws_dynamodb_table.clicks.arn
    }]
  })
}

resource "aws_iam_role_policy_attachment" "consumer_writes" {
  role       = aws_iam_role.function["consumer"].name
  policy_arn = aws_iam_policy.write_clicks.arn
}

resource "aws_lambda_permission" "authorizer" {
  statement_id  = "api-asks-authorizer"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.authorizer.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.clicks.execution_arn}/authorizers/${aws_api_gateway_authorizer.token.id}"
}

resource "aws_lambda_permission" "logger" {
  statement_id  = "api-calls-logger"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.logger.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.clicks.execution_arn}/*/POST/clicklogger"
}

# ---------------------------------------------------------------------------------------------------------------------
# The delivery stream
# ---------------------------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_log_group" "delivery" {
  name              = "/aws/kinesisfirehose/${var.name}"
  retention_in_days = 14
  tags              = local.tags
}

resource "aws_cloudwatch_log_stream" "delivery" {
  name           = "delivery"
  log_group_name = aws_cloudwatch_log_group.delivery.name
}

resource "aws_iam_role" "delivery" {
  name = "${var.name}-delivery"
  tags = local.tags
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "firehose.amazonaws.com" }
      Condition = { StringEquals = { "sts:ExternalId" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "delivery" {
  name = "deliver-clicks"
  role = aws_iam_role.delivery.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "s3:AbortMultipartUpload",
          "s3:GetBucketLocation",
          "s3:GetObject",
          "s3:ListBucket",
          "s3:ListBucketMultipartUploads",
          "s3:PutObject",
        ]
        Resource = [aws_s3_bucket.clicks.arn, "${aws_s3_bucket.clicks.arn}/*"]
      },
      {
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunction", "lambda:GetFunctionConfiguration"]
        Resource = [aws_lambda_function.consumer.arn, "${aws_lambda_function.consumer.arn}:*"]
      },
      {
        Effect = "Allow"
        Action = ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"]
        Resource = [
          "arn:aws:glue:${local.region}:${local.account}:catalog",
          aws_glue_catalog_database.clicks.arn,
          aws_glue_catalog_table.clicks.arn,
        ]
      },
      {
        Effect   = "Allow"
        Action   = "logs:PutLogEvents"
        Resource = "${aws_cloudwatch_log_group.delivery.arn}:log-stream:${aws_cloudwatch_log_stream.delivery.name}"
      },
    ]
  })
}

resource "aws_kinesis_firehose_delivery_stream" "clicks" {
  name        = "${var.name}-clicks"
  destination = "extended_s3"
  tags        = local.tags

  extended_s3_configuration {
    role_arn            = aws_iam_role.delivery.arn
    bucket_arn          = aws_s3_bucket.clicks.arn
    prefix              = "clicklog/data=!{timestamp:yyyy-MM-dd}/"
    error_output_prefix = "clicklog_error/error=!{firehose:error-output-type}data=!{timestamp:yyyy-MM-dd}/"
    buffering_size      = 64
    buffering_interval  = var.buffer_seconds
    # Parquet compresses its own columns.
    compression_format = "UNCOMPRESSED"

    processing_configuration {
      enabled = true

      processors {
        type = "Lambda"
        parameters {
          parameter_name  = "LambdaArn"
          parameter_value = "${aws_lambda_function.consumer.arn}:$LATEST"
        }
        # The consumer waits for no longer than the files do. The provider keeps no parameter that has its default.
        dynamic "parameters" {
          for_each = var.buffer_seconds == 60 ? [] : [var.buffer_seconds]
          content {
            parameter_name  = "BufferIntervalInSeconds"
            parameter_value = parameters.value
          }
        }
      }
    }

    data_format_conversion_configuration {
      input_format_configuration {
        deserializer {
          open_x_json_ser_de {
            case_insensitive = true
          }
        }
      }

      output_format_configuration {
        serializer {
          parquet_ser_de {
            compression = "SNAPPY"
          }
        }
      }

      schema_configuration {
        database_name = aws_glue_catalog_database.clicks.name
        table_name    = aws_glue_catalog_table.clicks.name
        region        = local.region
        role_arn      = aws_iam_role.delivery.arn
      }
    }

    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.delivery.name
      log_stream_name = aws_cloudwatch_log_stream.delivery.name
    }
  }

  depends_on = [aws_iam_role_policy.delivery]
}

# ---------------------------------------------------------------------------------------------------------------------
# The REST API
# ---------------------------------------------------------------------------------------------------------------------

resource "aws_api_gateway_rest_api" "clicks" {
  name        = var.name
  description = "Takes the interactions of applications"
  tags        = local.tags

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "clicklogger" {
  rest_api_id = aws_api_gateway_rest_api.clicks.id
  parent_id   = aws_api_gateway_rest_api.clicks.root_resource_id
  path_part   = "clicklogger"
}

resource "aws_api_gateway_authorizer" "token" {
  name                             = "token"
  rest_api_id                      = aws_api_gateway_rest_api.clicks.id
  type                             = "TOKEN"
  authorizer_uri                   = aws_lambda_function.authorizer.invoke_arn
  identity_source                  = "method.request.header.Authorization"
  authorizer_result_ttl_in_seconds = 300
}

resource "aws_api_gateway_model" "click" {
  rest_api_id  = aws_api_gateway_rest_api.clicks.id
  name         = "Click"
  description  = "One interaction"
  content_type = "application/json"
  schema = jsonencode({
    "$schema"            = "http://json-schema.org/draft-04/schema#"
    title                = "Click"
    type                 = "object"
    additionalProperties = false
    required             = ["requestid", "contextid", "callerid", "component", "action", "type"]
    properties = {
      for name in ["requestid", "contextid", "callerid", "component", "action", "type"] : name => { type = "string" }
    }
  })
}

resource "aws_api_gateway_request_validator" "body" {
  rest_api_id           = aws_api_gateway_rest_api.clicks.id
  name                  = "body"
  validate_request_body = true
}

resource "aws_api_gateway_method" "post" {
  rest_api_id          = aws_api_gateway_rest_api.clicks.id
  resource_id          = aws_api_gateway_resource.clicklogger.id
  http_method          = "POST"
  authorization        = "CUSTOM"
  authorizer_id        = aws_api_gateway_authorizer.token.id
  request_validator_id = aws_api_gateway_request_validator.body.id
  request_models       = { "application/json" = aws_api_gateway_model.click.name }
}

resource "aws_api_gateway_integration" "post" {
  rest_api_id             = aws_api_gateway_rest_api.clicks.id
  resource_id             = aws_api_gateway_resource.clicklogger.id
  http_method             = aws_api_gateway_method.post.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.logger.invoke_arn
  passthrough_behavior    = "NEVER"
  # The click as it came, and who sent it.
  request_templates = {
    "application/json" = <<-EOT
      {"click": $input.json('$'), "clientip": "$context.identity.sourceIp"}
    EOT
  }
}

resource "aws_api_gateway_method_response" "ok" {
  rest_api_id     = aws_api_gateway_rest_api.clicks.id
  resource_id     = aws_api_gateway_resource.clicklogger.id
  http_method     = aws_api_gateway_method.post.http_method
  status_code     = "200"
  response_models = { "application/json" = "Empty" }
}

resource "aws_api_gateway_method_response" "failed" {
  rest_api_id     = aws_api_gateway_rest_api.clicks.id
  resource_id     = aws_api_gateway_resource.clicklogger.id
  http_method     = aws_api_gateway_method.post.http_method
  status_code     = "500"
  response_models = { "application/json" = "Error" }
}

resource "aws_api_gateway_integration_response" "ok" {
  rest_api_id = aws_api_gateway_rest_api.clicks.id
  resource_id = aws_api_gateway_resource.clicklogger.id
  http_method = aws_api_gateway_method.post.http_method
  status_code = aws_api_gateway_method_response.ok.status_code

  depends_on = [aws_api_gateway_integration.post]
}

# Whatever the function throws: the caller learns that the click was not taken, and nothing of why.
resource "aws_api_gateway_integration_response" "failed" {
  rest_api_id        = aws_api_gateway_rest_api.clicks.id
  resource_id        = aws_api_gateway_resource.clicklogger.id
  http_method        = aws_api_gateway_method.post.http_method
  status_code        = aws_api_gateway_method_response.failed.status_code
  selection_pattern  = "(?s).+"
  response_templates = { "application/json" = jsonencode({ message = "The click was not taken" }) }

  depends_on = [aws_api_gateway_integration.post]
}

# A deployment is a copy of the API as it is then, so a change of the API, which is a change of this file, needs a new one.
resource "aws_api_gateway_deployment" "clicks" {
  rest_api_id = aws_api_gateway_rest_api.clicks.id
  triggers    = { api = filesha1("${path.module}/main.tf") }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_api_gateway_integration_response.ok, aws_api_gateway_integration_response.failed]
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/aws/apigateway/${var.name}"
  retention_in_days = 14
  tags              = local.tags
}

resource "aws_api_gateway_stage" "dev" {
  rest_api_id   = aws_api_gateway_rest_api.clicks.id
  deployment_id = aws_api_gateway_deployment.clicks.id
  stage_name    = "dev"
  tags          = local.tags

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = "$context.requestTime $context.identity.sourceIp $context.httpMethod $context.path $context.status"
  }

  depends_on = [aws_api_gateway_account.logs]
}

resource "aws_api_gateway_method_settings" "throttle" {
  rest_api_id = aws_api_gateway_rest_api.clicks.id
  stage_name  = aws_api_gateway_stage.dev.stage_name
  method_path = "*/*"

  settings {
    throttling_rate_limit  = 100
    throttling_burst_limit = 50
    metrics_enabled        = true
    logging_level          = "ERROR"
  }
}

# API Gateway's one setting of an account and region: the role that it writes logs with.
resource "aws_api_gateway_account" "logs" {
  cloudwatch_role_arn = aws_iam_role.gateway.arn
  # The provider's versions from 6 on always do so.
  reset_on_delete = true

  depends_on = [aws_iam_role_policy_attachment.gateway_logs]
}

resource "aws_iam_role" "gateway" {
  name = "${var.name}-gateway"
  tags = local.tags
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "gateway_logs" {
  role       = aws_iam_role.gateway.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}
