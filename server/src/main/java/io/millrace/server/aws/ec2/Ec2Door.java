package io.millrace.server.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.kept.KeptResource;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryForm;
import io.millrace.server.aws.protocol.QueryService;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// EC2's API, as far as tools look up networks: regions, zones, and what stacks made of networks, which has no effect.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html>
public final class Ec2Door {
    private static final List<String> REGIONS = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");
    private static final List<String> ZONES = List.of("a", "b", "c");

    private final Catalog catalog;

    private Ec2Door(Catalog catalog) {
        this.catalog = catalog;
    }

    public static QueryService service(Catalog catalog) {
        Ec2Door door = new Ec2Door(catalog);
        Map<String, Function<QueryCall, String>> actions = Map.of(
                "DescribeRegions", Ec2Door::regions,
                "DescribeAvailabilityZones", Ec2Door::zones,
                "DescribeVpcs", call -> door.kept(call, "AWS::EC2::VPC", "Vpc", Ec2Door::vpc),
                "DescribeSubnets", call -> door.kept(call, "AWS::EC2::Subnet", "Subnet", Ec2Door::subnet),
                "DescribeRouteTables", call -> door.kept(call, "AWS::EC2::RouteTable", "RouteTable", Ec2Door::table),
                "DescribeSecurityGroups",
                        call -> door.kept(call, "AWS::EC2::SecurityGroup", "SecurityGroup", Ec2Door::group));
        return new QueryService("2016-11-15", "http://ec2.amazonaws.com/doc/2016-11-15/", QueryForm.EC2, actions);
    }

    private static String regions(QueryCall call) {
        Lookup lookup = Lookup.of(call, "RegionName");
        lookup.ignore("AllRegions");
        lookup.refuseUnknown();
        List<String> asked = REGIONS.stream()
                .filter(region -> lookup.fits(region, Map.of("region-name", region)))
                .toList();
        return new QueryXml()
                .list("regionInfo", "item", asked, region -> new QueryXml()
                        .text("regionName", region)
                        .text("regionEndpoint", "ec2." + region + ".amazonaws.com")
                        .text("optInStatus", "opt-in-not-required")
                        .toString())
                .toString();
    }

    private static String zones(QueryCall call) {
        Lookup lookup = Lookup.of(call, "ZoneName");
        lookup.ignore("AllAvailabilityZones");
        lookup.refuseUnknown();
        String region = call.region();
        List<String> asked = ZONES.stream()
                .map(letter -> region + letter)
                .filter(zone -> lookup.fits(
                        zone,
                        Map.of(
                                "zone-name",
                                zone,
                                "state",
                                "available",
                                "opt-in-status",
                                "opt-in-not-required",
                                "zone-type",
                                "availability-zone",
                                "region-name",
                                region)))
                .toList();
        return new QueryXml()
                .list("availabilityZoneInfo", "item", asked, zone -> new QueryXml()
                        .text("zoneName", zone)
                        .text("zoneId", zoneId(region, zone))
                        .text("zoneState", "available")
                        .text("zoneType", "availability-zone")
                        .text("regionName", region)
                        .text("groupName", region)
                        .text("optInStatus", "opt-in-not-required")
                        .toString())
                .toString();
    }

    /// `use1-az1` of `us-east-1a`.
    private static String zoneId(String region, String zone) {
        String[] parts = region.split("-", -1);
        StringBuilder id = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            id.append(parts[i].isEmpty() ? "" : parts[i].substring(0, 1));
        }
        return id + "-az" + (zone.charAt(zone.length() - 1) - 'a' + 1);
    }

    /// Those of a type, filtered by their ids and by what is written of them as a single text.
    private String kept(QueryCall call, String type, String name, Function<KeptResource, QueryXml> shown) {
        Lookup lookup = Lookup.of(call, name.equals("SecurityGroup") ? "GroupId" : name + "Id");
        lookup.refuseUnknown();
        List<KeptResource> found = catalog.list(KeptResource.class).stream()
                .filter(one -> one.type().equals(type) && one.region().equals(call.region()))
                .filter(one -> lookup.fits(one.physicalId(), Lookup.facts(one)))
                .toList();
        List<String> missing = lookup.ids().stream()
                .filter(id -> found.stream().noneMatch(one -> one.physicalId().equals(id)))
                .toList();
        if (!missing.isEmpty()) {
            String what = name.equals("SecurityGroup") ? "Group" : name + "ID";
            throw new RequestException(
                    "Invalid" + what + ".NotFound", "There is no " + name + " " + String.join(", ", missing));
        }
        String set = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return new QueryXml()
                .list(
                        set.equals("securityGroup") ? "securityGroupInfo" : set + "Set",
                        "item",
                        found,
                        one -> shown.apply(one)
                                .text("ownerId", Arn.ACCOUNT)
                                .list("tagSet", "item", Lookup.tags(one), Lookup.Tag::xml)
                                .toString())
                .toString();
    }

    private static String text(KeptResource resource, String name) {
        JsonNode attribute = resource.attributes().path(name);
        return attribute.isMissingNode() ? resource.properties().path(name).asText() : attribute.asText();
    }

    private static QueryXml vpc(KeptResource vpc) {
        return new QueryXml()
                .text("vpcId", vpc.physicalId())
                .text("state", "available")
                .text("cidrBlock", text(vpc, "CidrBlock"))
                .text("instanceTenancy", "default")
                .bool("isDefault", false);
    }

    private static QueryXml subnet(KeptResource subnet) {
        return new QueryXml()
                .text("subnetId", subnet.physicalId())
                .text("state", "available")
                .text("vpcId", text(subnet, "VpcId"))
                .text("cidrBlock", text(subnet, "CidrBlock"))
                .text("availabilityZone", text(subnet, "AvailabilityZone"))
                .text("availabilityZoneId", text(subnet, "AvailabilityZoneId"))
                .bool(
                        "mapPublicIpOnLaunch",
                        subnet.properties().path("MapPublicIpOnLaunch").asBoolean())
                .bool("defaultForAz", false);
    }

    private static QueryXml table(KeptResource table) {
        return new QueryXml()
                .text("routeTableId", table.physicalId())
                .text("vpcId", text(table, "VpcId"))
                .xml("routeSet", "")
                .xml("associationSet", "");
    }

    private static QueryXml group(KeptResource group) {
        return new QueryXml()
                .text("groupId", group.physicalId())
                .text("groupName", group.properties().path("GroupName").asText(group.physicalId()))
                .text("groupDescription", text(group, "GroupDescription"))
                .text("vpcId", text(group, "VpcId"))
                .xml("ipPermissions", "")
                .xml("ipPermissionsEgress", "");
    }
}
