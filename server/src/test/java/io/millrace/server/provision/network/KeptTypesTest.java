package io.millrace.server.provision.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.core.resource.kept.KeptResource;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.aws.ec2.Ec2Door;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.provision.call.DescribedType;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class KeptTypesTest {
    private static final String REGION = "eu-west-1";

    private final Random random = new Random(1);

    @TempDir
    Path folder;

    private EventLog log;
    private Catalog catalog;

    @BeforeEach
    void open() {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), InstantSource.system());
        catalog = Catalog.open(log);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private ResourceCall call(ResourceType type, ObjectNode properties) {
        Naming naming = new Naming("Shop", "Thing", new BigInteger(160, random));
        return new ResourceCall(
                new ResourceCall.StackIdentity("arn", "Shop", REGION, Map.of()),
                type.name(),
                "Thing",
                type.physicalId(naming, properties),
                properties);
    }

    private ResourceType type(String name) {
        return KeptTypes.all(catalog).stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    @TestFactory
    Stream<DynamicTest> everyTypeOfTheTableIsMadeUpdatedAndDeleted() {
        return KeptTypes.all(catalog).stream()
                .map(type -> DynamicTest.dynamicTest(type.name(), () -> {
                    ObjectNode properties = json();
                    for (PropertySchema.Line line : type.schema().lines()) {
                        properties.put(line.path(), "text");
                    }
                    ResourceCall call = call(type, type.schema().coerced(properties));

                    assertThat(type.exists(call)).isFalse();
                    Made made = type.create(call);
                    assertThat(made.physicalId()).isEqualTo(call.physicalId()).doesNotContain("*", "{", "}");
                    assertThat(made.attributes().keySet())
                            .isEqualTo(((DescribedType) type).description().attributes());
                    made.attributes().values().forEach(value -> assertThat(value.toString())
                            .doesNotContain("*", "{", "}"));
                    assertThat(type.exists(call)).isTrue();
                    assertThat(type.update(call, properties)).isEqualTo(made);
                    assertThat(type.create(call)).isEqualTo(made);
                    type.delete(call);
                    type.delete(call);
                    assertThat(type.exists(call)).isFalse();
                }));
    }

    @Test
    void aVpcLooksLikeAwsAndSurvivesARestart() throws InterruptedException {
        ResourceType vpc = type("AWS::EC2::VPC");
        ObjectNode properties = json().put("CidrBlock", "10.1.0.0/16");
        properties.putArray("Tags").addObject().put("Key", "Name").put("Value", "shop & co");
        ResourceCall call = call(vpc, properties);
        Made made = vpc.create(call);

        assertThat(made.physicalId()).matches("vpc-[0-9a-f]{17}");
        assertThat(made.attributes().get("DefaultSecurityGroup").asText()).matches("sg-[0-9a-f]{17}");
        assertThat(made.attributes().get("CidrBlock").asText()).isEqualTo("10.1.0.0/16");
        assertThat(Catalog.open(log).list(KeptResource.class))
                .isEqualTo(catalog.list(KeptResource.class))
                .hasSize(1);
        assertThat(ec2("DescribeVpcs", Map.of("Filter.1.Name", "tag:Name", "Filter.1.Value.1", "shop*")))
                .contains("<vpcId>" + made.physicalId() + "</vpcId>", "<value>shop &amp; co</value>");
        assertThat(ec2("DescribeVpcs", Map.of("Filter.1.Name", "tag:Name", "Filter.1.Value.1", "other")))
                .isEqualTo("<vpcSet></vpcSet>");
        assertThatThrownBy(() -> ec2("DescribeVpcs", Map.of("VpcId.1", "vpc-none")))
                .hasMessageContaining("vpc-none");
        assertThatThrownBy(() -> ec2("DescribeVpcs", Map.of("Filter.1.Name", "colour", "Filter.1.Value.1", "x")))
                .hasMessageContaining("colour");
        assertThat(ec2("DescribeAvailabilityZones", Map.of())).contains("eu-west-1c", "euw1-az3");
    }

    private String ec2(String action, Map<String, String> parameters) {
        return Ec2Door.service(catalog).actions().get(action).apply(new QueryCall(REGION, parameters));
    }

    @Test
    void idsAreThoseOfTheirPartsWhereAwsHasThemSo() {
        ObjectNode route = json().put("RouteTableId", "rtb-1").put("DestinationIpv6CidrBlock", "::/0");

        assertThat(call(type("AWS::EC2::Route"), route).physicalId()).isEqualTo("rtb-1|::/0");
        assertThat(call(type("AWS::EC2::EIP"), json()).physicalId()).matches("2[45][0-9](\\.[0-9]{1,3}){3}");
        assertThat(call(type("AWS::KMS::Key"), json()).physicalId())
                .matches("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");
        assertThat(call(type("AWS::ECR::Repository"), json()).physicalId()).startsWith("shop-thing-");
        assertThat(List.of(type("AWS::EC2::VPC").schema().unknown(json().put("Colour", 1))))
                .containsExactly(List.of("Colour"));
    }
}
