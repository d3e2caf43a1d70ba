package io.millrace.core.template.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamRefusalTest {
    private static final String BEGIN = "Transform AWS::Serverless-2016-10-31 failed with: "
            + "Invalid Serverless Application Specification document. Number of errors found: ";

    @Test
    void everyWrongResourceIsToldAtOnce() {
        ObjectNode template = SamTemplates.ofResources("""
                A: {Type: AWS::Serverless::Function, Properties: {Colour: red, Handler: a, Runtime: b, InlineCode: c}}
                B: {Type: AWS::Serverless::Function, Properties: {Handler: a, Runtime: b, CodeUri: ./src}}
                C: {Type: AWS::Serverless::StateMachine}
                """);

        assertEquals(
                BEGIN + "3. Resource with id [A] is invalid. property Colour not defined for resource of type"
                        + " AWS::Serverless::Function Resource with id [B] is invalid. 'CodeUri' is not a valid S3 Uri"
                        + " of the form 's3://bucket/key' with optional versionId query parameter. Resource with id [C]"
                        + " is invalid. Resource type 'AWS::Serverless::StateMachine' is not supported by Millrace.",
                refused(template));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Nope: {A: 1}       | 'Nope' is not supported. Must be one of the following values - ['Api', 'Function', 'HttpApi', 'LayerVersion', 'SimpleTable', 'StateMachine']
                    SimpleTable: {A: 1} | 'A' is not a supported property of 'SimpleTable'. Must be one of the following values - ['SSESpecification']
                    """, quoteCharacter = '~')
    void anUnknownGlobalIsRefused(String global, String reason) {
        ObjectNode template = SamTemplates.ofResources("T: {Type: AWS::Serverless::SimpleTable}\n");
        template.set("Globals", SamTemplates.ofResources(global + "\n").get("Resources"));

        assertEquals(BEGIN + "1. 'Globals' section is invalid. " + reason, refused(template));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Policies: [{S3ReadPolicy: {}}]                         | Following required parameters of template 'S3ReadPolicy' don't have values: ['BucketName']
                    Policies: [{PollyFullAccessPolicy: {}}]                | Policy template 'PollyFullAccessPolicy' is not supported by Millrace: write its statements in line.
                    Policies: 3                                            | Type of property 'Policies' is invalid.
                    DurableConfig: {}                                      | Property 'DurableConfig' is not supported by Millrace.
                    CodeUri: s3://a/b                                      | Only one of 'InlineCode' or 'CodeUri' can be set.
                    DeploymentPreference: {Type: AllAtOnce}                | 'DeploymentPreference' requires AutoPublishAlias property to be specified.
                    'AutoPublishAlias: a, DeploymentPreference: {Type: X}' | Property 'DeploymentPreference.Type' other than 'AllAtOnce' is not supported by Millrace.
                    Events: {E: {Type: ScheduleV2}}                        | Event with id [E] is invalid. Event type 'ScheduleV2' is not supported by Millrace.
                    Events: {E: {Type: Moon}}                              | Event with id [E] is invalid. Resource dict has missing or invalid value for key Type. Event Type is: Moon.
                    'Events: {E: {Type: Api, Properties: {Path: /}}}'      | Event with id [E] is invalid. Property 'Method' is required.
                    'Events: {E: {Type: S3, Properties: {Bucket: b, Events: e}}}' | Event with id [E] is invalid. S3 events must reference an S3 bucket in the same template.
                    'Events: {E: {Type: Api, Properties: {Path: /, Method: get, Auth: {Authorizer: A}}}}' | Event with id [E] is invalid. Unable to set Authorizer [A] on API method [get] for path [/] because the related API does not define any Authorizers.
                    """, quoteCharacter = '~')
    void aFunctionIsRefusedByTheNameOfWhatIsWrong(String property, String reason) {
        String written = property.startsWith("'") ? property.substring(1, property.length() - 1) : property;
        ObjectNode template = SamTemplates.ofResources("F: {Type: AWS::Serverless::Function, Properties: {Handler: a,"
                + " Runtime: b, InlineCode: c, " + written + "}}\n");

        assertEquals(BEGIN + "1. Resource with id [F] is invalid. " + reason, refused(template));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Domain: {DomainName: a}    | Property 'Domain' is not supported by Millrace.
                    CanarySetting: {}          | Property 'CanarySetting' is not supported by Millrace.
                    Cors: {AllowCredentials: true} | Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is "'*'" or not set
                    Auth: {DefaultAuthorizer: A} | Unable to set DefaultAuthorizer because 'A' was not defined in 'Authorizers'.
                    DefinitionUri: ./api.yaml  | 'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.
                    """, quoteCharacter = '~')
    void anApiIsRefusedByTheNameOfWhatIsWrong(String property, String reason) {
        ObjectNode template = SamTemplates.ofResources(
                "A: {Type: AWS::Serverless::Api, Properties: {StageName: s, " + property + "}}\n");

        assertEquals(BEGIN + "1. Resource with id [A] is invalid. " + reason, refused(template));
    }

    private static String refused(ObjectNode template) {
        RequestException refusal = assertThrows(RequestException.class, () -> SamTemplates.transformed(template));
        assertEquals("ValidationError", refusal.code());
        return refusal.getMessage();
    }
}
