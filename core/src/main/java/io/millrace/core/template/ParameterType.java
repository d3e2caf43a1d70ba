package io.millrace.core.template;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The types that a parameter may have. Those of AWS's own resources are taken as text: there is nothing to ask for
/// them.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html>
final class ParameterType {
    private static final String SSM = "AWS::SSM::Parameter::Value<";
    private static final String LIST = "List<";
    private static final String COMMAS = "CommaDelimitedList";
    private static final Set<String> OF_RESOURCES = Set.of(
            "AWS::EC2::AvailabilityZone::Name",
            "AWS::EC2::Image::Id",
            "AWS::EC2::Instance::Id",
            "AWS::EC2::KeyPair::KeyName",
            "AWS::EC2::SecurityGroup::GroupName",
            "AWS::EC2::SecurityGroup::Id",
            "AWS::EC2::Subnet::Id",
            "AWS::EC2::VPC::Id",
            "AWS::EC2::Volume::Id",
            "AWS::Route53::HostedZone::Id");
    private static final Set<String> OWN =
            Set.of("String", "Number", "List<Number>", COMMAS, "AWS::SSM::Parameter::Name");
    private static final Pattern NUMBER = Pattern.compile(
            "[-+]?+(?:[0-9]{1,64}+(?:\\.[0-9]{0,64}+)?+|\\.[0-9]{1,64}+)" + "(?:[eE][-+]?+[0-9]{1,3}+)?+");

    private ParameterType() {}

    static boolean isKnown(String type) {
        if (isSsmValue(type)) {
            String inner = ofValue(type);
            return inner.equals("String")
                    || inner.equals("List<String>")
                    || inner.equals(COMMAS)
                    || isOfResource(inner);
        }
        return OWN.contains(type) || isOfResource(type);
    }

    private static boolean isOfResource(String type) {
        boolean isList = type.startsWith(LIST) && type.endsWith(">");
        return OF_RESOURCES.contains(isList ? type.substring(LIST.length(), type.length() - 1) : type);
    }

    /// Whether the parameter's value is the name of another one.
    static boolean isSsmValue(String type) {
        return type.startsWith(SSM) && type.endsWith(">");
    }

    /// The type of what is used in the template.
    static String ofValue(String type) {
        return isSsmValue(type) ? type.substring(SSM.length(), type.length() - 1) : type;
    }

    static boolean isList(String type) {
        String value = ofValue(type);
        return value.equals(COMMAS) || value.startsWith(LIST);
    }

    static boolean isNumber(String type) {
        return type.equals("Number") || type.equals("List<Number>");
    }

    /// Elements without the white space around them.
    static List<String> elements(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}
