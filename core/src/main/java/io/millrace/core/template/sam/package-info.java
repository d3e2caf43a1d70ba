/// The transform of AWS SAM: a template with `AWS::Serverless::*` becomes one of CloudFormation's own types. Pure: tree
/// to tree. Start reading at [SamTransform].
package io.millrace.core.template.sam;
