package io.millrace.server.provision.lambda;

import io.millrace.server.provision.call.TypeDescription;

/// The properties of a function.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html>
final class FunctionTable {
    static final TypeDescription DESCRIPTION = TypeDescription.of(
            "AWS::Lambda::Function", """
            Architectures[] string kept
            Code json required
            Code.ImageUri string
            Code.S3Bucket string
            Code.S3Key string
            Code.S3ObjectVersion string
            Code.SourceKMSKeyArn string
            Code.ZipFile string
            CodeSigningConfigArn string
            DeadLetterConfig.TargetArn string
            Description string kept
            Environment.Variables.* string
            EphemeralStorage.Size integer kept
            FileSystemConfigs[].Arn string
            FileSystemConfigs[].LocalMountPath string
            FunctionName string replace
            Handler string
            ImageConfig.Command[] string
            ImageConfig.EntryPoint[] string
            ImageConfig.WorkingDirectory string
            KmsKeyArn string kept
            Layers[] string
            LoggingConfig.ApplicationLogLevel string kept
            LoggingConfig.LogFormat string kept
            LoggingConfig.LogGroup string
            LoggingConfig.SystemLogLevel string kept
            MemorySize integer
            PackageType string replace
            RecursiveLoop string
            ReservedConcurrentExecutions integer
            Role string required kept
            Runtime string
            RuntimeManagementConfig.RuntimeVersionArn string kept
            RuntimeManagementConfig.UpdateRuntimeOn string kept
            SnapStart.ApplyOn string
            Tags[].Key string required kept
            Tags[].Value string kept
            Timeout integer
            TracingConfig.Mode string kept
            VpcConfig.Ipv6AllowedForDualStack boolean kept
            VpcConfig.SecurityGroupIds[] string kept
            VpcConfig.SubnetIds[] string kept
            """, "Arn", "SnapStartResponse.ApplyOn", "SnapStartResponse.OptimizationStatus");

    private FunctionTable() {}
}
