package io.millrace.bench;

import java.util.ArrayList;
import java.util.List;

/// A template of many resources of the kinds that stacks are made of, which need each other as they do in real ones.
final class BigTemplate {
    /// Of each hundred: what there is much of, and what there is little of.
    private static final int ROLES = 20;

    private static final int LOG_GROUPS = 19;
    private static final int PARAMETERS = 20;
    private static final int BUCKETS = 8;
    private static final int FUNCTIONS = 10;
    private static final int STREAMS = 6;
    private static final int PATHS = 8;
    private static final int HUNDRED = 100;

    /// Of each kind that an update changes: so many of each hundred.
    private static final int CHANGED = 2;

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":["lambda.amazonaws.com","firehose.amazonaws.com"]}}]}""";

    private final int resources;
    private final int round;
    private final List<String> lines = new ArrayList<>();

    private BigTemplate(int resources, int round) {
        this.resources = resources;
        this.round = round;
    }

    /// @param resources how many, in hundreds or at least ten
    /// @param round what is changed in a tenth of them: another one is another template
    static String of(int resources, int round) {
        BigTemplate template = new BigTemplate(resources, round);
        template.roles();
        template.logGroups();
        template.parameters();
        template.buckets();
        template.functions();
        template.streams();
        template.api();
        template.rest();
        return "{\"Resources\":{" + String.join(",\n", template.lines) + "}}";
    }

    private int share(int ofHundred) {
        return Math.max(1, ofHundred * resources / HUNDRED);
    }

    private String text(int i) {
        return "of the bench, " + (i < share(CHANGED) * 5 / 2 ? round : 0);
    }

    private void add(String logicalId, String type, String properties) {
        lines.add("\"%s\":{\"Type\":\"AWS::%s\",\"Properties\":{%s}}".formatted(logicalId, type, properties));
    }

    private void roles() {
        for (int i = 0; i < share(ROLES); i++) {
            add("Role" + i, "IAM::Role", """
                    "Description":"%s","AssumeRolePolicyDocument":%s,"Policies":[{"PolicyName":"own",
                     "PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                      "Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}}]""".formatted(text(i), TRUST));
        }
    }

    private void logGroups() {
        for (int i = 0; i < share(LOG_GROUPS); i++) {
            add("Group" + i, "Logs::LogGroup", "\"RetentionInDays\":7");
        }
    }

    private void parameters() {
        for (int i = 0; i < share(PARAMETERS); i++) {
            add("Parameter" + i, "SSM::Parameter", "\"Type\":\"String\",\"Value\":\"%s\"".formatted(text(i)));
        }
        for (int i = 0; i < resources - total(); i++) {
            add("More" + i, "SSM::Parameter", "\"Type\":\"String\",\"Value\":\"%s\"".formatted(text(resources)));
        }
    }

    /// With the API and its deployment.
    private int total() {
        return share(ROLES)
                + share(LOG_GROUPS)
                + share(PARAMETERS)
                + share(BUCKETS)
                + share(FUNCTIONS)
                + share(STREAMS)
                + 2 * share(PATHS)
                + 2;
    }

    private void buckets() {
        for (int i = 0; i < share(BUCKETS); i++) {
            add("Bucket" + i, "S3::Bucket", "\"Tags\":[{\"Key\":\"of\",\"Value\":\"%s\"}]".formatted(text(i)));
        }
    }

    private void functions() {
        for (int i = 0; i < share(FUNCTIONS); i++) {
            add("Function" + i, "Lambda::Function", """
                    "Runtime":"nodejs18.x","Handler":"index.handler","Role":{"Fn::GetAtt":["Role%d","Arn"]},
                    "Code":{"ZipFile":"exports.handler = async () => 1;"},
                    "Environment":{"Variables":{"BUCKET":{"Ref":"Bucket%d"},"TEXT":"%s"}}""".formatted(i % share(ROLES), i % share(BUCKETS), text(i)));
        }
    }

    private void streams() {
        for (int i = 0; i < share(STREAMS); i++) {
            add("Stream" + i, "KinesisFirehose::DeliveryStream", """
                    "ExtendedS3DestinationConfiguration":{"BucketARN":{"Fn::GetAtt":["Bucket%d","Arn"]},
                     "RoleARN":{"Fn::GetAtt":["Role%d","Arn"]},
                     "BufferingHints":{"SizeInMBs":5,"IntervalInSeconds":60}}""".formatted(i % share(BUCKETS), i % share(ROLES)));
        }
    }

    private void api() {
        add("Api", "ApiGateway::RestApi", "\"Name\":{\"Ref\":\"AWS::StackName\"}");
        for (int i = 0; i < share(PATHS); i++) {
            add("Path" + i, "ApiGateway::Resource", """
                    "RestApiId":{"Ref":"Api"},"ParentId":{"Fn::GetAtt":["Api","RootResourceId"]},
                    "PathPart":"path%d\"""".formatted(i));
            add("Method" + i, "ApiGateway::Method", """
                    "RestApiId":{"Ref":"Api"},"ResourceId":{"Ref":"Path%d"},"HttpMethod":"POST",
                    "AuthorizationType":"NONE","Integration":{"Type":"AWS_PROXY","IntegrationHttpMethod":"POST",
                     "Uri":{"Fn::Sub":
                     "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function%d.Arn}/invocations"}}""".formatted(i, i % share(FUNCTIONS)));
        }
    }

    private void rest() {
        List<String> methods = new ArrayList<>();
        for (int i = 0; i < share(PATHS); i++) {
            methods.add("\"Method" + i + "\"");
        }
        lines.add("""
                "Deployment":{"Type":"AWS::ApiGateway::Deployment","DependsOn":[%s],
                 "Properties":{"RestApiId":{"Ref":"Api"},"StageName":"prod"}}""".formatted(String.join(",", methods)));
    }
}
