package io.millrace.systemtests;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A template of about seventy resources of all kinds, in variants: from one to the next some resources are changed in
/// place, some replaced, some new and some gone.
final class CrashTemplate {
    /// A bucket of this name is nobody's: a template that is to fail wants to make it too.
    static final String TAKEN = "taken-by-others";

    private static final int MANY = 8;
    private static final int SOME = 4;

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode root = json.createObjectNode();
    private final ObjectNode resources;
    private final int variant;

    private CrashTemplate(int variant) {
        this.variant = variant;
        root.put("Description", Integer.toString(variant));
        resources = root.putObject("Resources");
    }

    /// @param fails whether it has one resource more, of the last to be made, that cannot be made
    static String of(int variant, boolean fails) {
        CrashTemplate template = whole(variant);
        if (fails) {
            template.add("Failing", "AWS::S3::Bucket", "{'BucketName':'" + TAKEN + "'}")
                    .putArray("DependsOn")
                    .add("Stream1")
                    .add("Plan")
                    .add("Subnet");
        }
        return template.root.toString();
    }

    /// The logical ids of a variant.
    static Set<String> names(int variant) {
        Set<String> names = new HashSet<>();
        whole(variant).resources.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static CrashTemplate whole(int variant) {
        CrashTemplate template = new CrashTemplate(variant);
        template.buckets();
        template.roles();
        template.functions();
        template.streams();
        for (int i = 0; i < SOME; i++) {
            if (i != variant % SOME) {
                template.api("Api" + i);
            }
        }
        template.keys();
        template.networks();
        template.outputs();
        return template;
    }

    private ObjectNode add(String name, String type, String properties) {
        ObjectNode resource = resources.putObject(name).put("Type", type);
        resource.set("Properties", parsed(properties));
        return resource;
    }

    private ObjectNode parsed(String text) {
        try {
            return (ObjectNode) json.readTree(text.replace('\'', '"').replace("VARIANT", Integer.toString(variant)));
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /// Every fourth of a kind has a name with the variant: it is replaced. Another one of four is missing.
    private List<Integer> present(int count) {
        List<Integer> present = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i < SOME || i % SOME != variant % SOME) {
                present.add(i);
            }
        }
        return present;
    }

    private void buckets() {
        for (int i : present(MANY)) {
            add(
                    "Bucket" + i,
                    "AWS::S3::Bucket",
                    i % SOME == 1
                            ? "{'BucketName':'crash-bucket-" + i + "-VARIANT'}"
                            : "{'Tags':[{'Key':'variant','Value':'VARIANT'}]}");
            add(
                    "Group" + i,
                    "AWS::Logs::LogGroup",
                    i % SOME == 2
                            ? "{'LogGroupName':'/crash/" + i + "/VARIANT','RetentionInDays':7}"
                            : "{'RetentionInDays':" + List.of(1, 3, 5, 7, 14).get(variant % 5) + "}");
            add(
                    "Setting" + i,
                    "AWS::SSM::Parameter",
                    "{'Type':'String','Value':{'Fn::Sub':'VARIANT ${Bucket" + i + "}'}}");
        }
    }

    private void roles() {
        String trust = "'AssumeRolePolicyDocument':{'Version':'2012-10-17','Statement':[{'Effect':'Allow',"
                + "'Principal':{'Service':'lambda.amazonaws.com'},'Action':'sts:AssumeRole','Sid':'vVARIANT'}]}";
        String document = "'PolicyDocument':{'Version':'2012-10-17','Statement':"
                + "[{'Effect':'Allow','Action':'s3:*','Resource':'*','Sid':'vVARIANT'}]}";
        for (int i = 0; i < SOME; i++) {
            add(
                    "Role" + i,
                    "AWS::IAM::Role",
                    i == 1 ? "{'RoleName':'crash-role-VARIANT'," + trust + "}" : "{" + trust + "}");
            add(
                    "Policy" + i,
                    "AWS::IAM::Policy",
                    "{'PolicyName':'crash-" + i + "','Roles':[{'Ref':'Role" + i + "'}]," + document + "}");
        }
        add("Managed", "AWS::IAM::ManagedPolicy", "{" + document + "}");
    }

    private void functions() {
        for (int i : present(MANY)) {
            add(
                    "Function" + i,
                    "AWS::Lambda::Function",
                    "{'Runtime':'python3.11','Handler':'index.handler','Role':{'Fn::GetAtt':['Role" + i % SOME
                            + "','Arn']},'Code':{'ZipFile':'def handler(e, c): return VARIANT'},"
                            + "'Environment':{'Variables':{'OF':'VARIANT'}}}");
            add(
                    "Permission" + i,
                    "AWS::Lambda::Permission",
                    "{'FunctionName':{'Ref':'Function" + i
                            + "'},'Action':'lambda:InvokeFunction','Principal':'firehose.amazonaws.com',"
                            + "'SourceAccount':'00000000000VARIANT'}");
        }
        add("Version" + variant, "AWS::Lambda::Version", "{'FunctionName':{'Ref':'Function0'}}");
        add(
                "Alias",
                "AWS::Lambda::Alias",
                "{'FunctionName':{'Ref':'Function0'},'Name':'live'," + "'FunctionVersion':{'Fn::GetAtt':['Version"
                        + variant + "','Version']}}");
    }

    private void streams() {
        for (int i = 0; i < SOME; i++) {
            String name = i == 2 ? "'DeliveryStreamName':'crash-stream-VARIANT'," : "";
            add(
                    "Stream" + i,
                    "AWS::KinesisFirehose::DeliveryStream",
                    "{" + name + "'ExtendedS3DestinationConfiguration':{'BucketARN':{'Fn::GetAtt':['Bucket" + i
                            + "','Arn']},'RoleARN':{'Fn::GetAtt':['Role0','Arn']},'Prefix':'VARIANT/'}}");
        }
    }

    /// As the CDK writes one: what is deployed has the variant in its name.
    private void api(String name) {
        String of = "'RestApiId':{'Ref':'" + name + "'}";
        add(name, "AWS::ApiGateway::RestApi", "{'Name':'" + name + "','Description':'VARIANT'}");
        add(
                name + "Resource",
                "AWS::ApiGateway::Resource",
                "{" + of + ",'ParentId':{'Fn::GetAtt':['" + name + "','RootResourceId']},'PathPart':'clicks'}");
        add(
                name + "Method",
                "AWS::ApiGateway::Method",
                "{" + of + ",'ResourceId':{'Ref':'" + name + "Resource'},'HttpMethod':'PUT','AuthorizationType':'NONE',"
                        + "'Integration':{'Type':'MOCK','RequestTemplates':{'application/json':'{}'},"
                        + "'IntegrationResponses':[{'StatusCode':'200'}]},'MethodResponses':[{'StatusCode':'200'}]}");
        add(name + "Deployment" + variant, "AWS::ApiGateway::Deployment", "{" + of + "}")
                .putArray("DependsOn")
                .add(name + "Method");
        add(
                name + "Stage",
                "AWS::ApiGateway::Stage",
                "{" + of + ",'StageName':'prod','DeploymentId':{'Ref':'" + name + "Deployment" + variant
                        + "'},'Variables':{'variant':'VARIANT'}}");
    }

    private void keys() {
        add("Key", "AWS::ApiGateway::ApiKey", "{'Enabled':true,'Description':'VARIANT'}");
        add("Plan", "AWS::ApiGateway::UsagePlan", "{'Description':'VARIANT'}");
        add(
                "PlanKey",
                "AWS::ApiGateway::UsagePlanKey",
                "{'KeyId':{'Ref':'Key'},'KeyType':'API_KEY','UsagePlanId':{'Ref':'Plan'}}");
    }

    private void networks() {
        add("Vpc", "AWS::EC2::VPC", "{'CidrBlock':'10.VARIANT.0.0/16'}");
        add("Subnet", "AWS::EC2::Subnet", "{'VpcId':{'Ref':'Vpc'},'CidrBlock':'10.VARIANT.1.0/24'}");
        add("Wall", "AWS::EC2::SecurityGroup", "{'VpcId':{'Ref':'Vpc'},'GroupDescription':'VARIANT'}");
    }

    private void outputs() {
        ObjectNode outputs = root.putObject("Outputs");
        outputs.set("Setting", parsed("{'Value':{'Fn::GetAtt':['Setting1','Value']}}"));
        outputs.set("Function", parsed("{'Value':{'Fn::GetAtt':['Function0','Arn']}}"));
        outputs.set("Key", parsed("{'Value':{'Ref':'Key'}}"));
        outputs.set("Vpc", parsed("{'Value':{'Ref':'Vpc'}}"));
    }
}
