package io.millrace.server.aws.ssm;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.ssm.SsmParameter;
import io.millrace.core.resource.ssm.SsmVersion;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The catalog as Parameter Store sees it, and the values of parameters.
record SsmStore(Catalog catalog, SecretBox box, InstantSource clock) {
    private static final String DIGITS = "[0-9]{1,9}";

    /// A parameter and the version of it that a name means.
    ///
    /// @param selector as the caller wrote it, with its colon; empty for the latest
    record Selected(SsmParameter parameter, SsmVersion version, String selector) {}

    Optional<SsmParameter> find(String region, String name) {
        return catalog.find(SsmParameter.class, SsmParameter.id(region, name));
    }

    SsmParameter require(String region, String name) {
        return find(region, name).orElseThrow(() -> notFound(name));
    }

    static RequestException notFound(String name) {
        return new RequestException("ParameterNotFound", "Parameter " + name + " not found.");
    }

    /// By name, `name:3`, `name:label`, or the same as an ARN.
    Selected select(String region, String text) {
        String whole = ParameterNames.ofArn(text);
        int colon = whole.indexOf(':');
        String name = colon < 0 ? whole : whole.substring(0, colon);
        SsmParameter parameter = find(region, name)
                .or(() -> text.startsWith("arn:") ? find(region, name.substring(1)) : Optional.empty())
                .orElseThrow(() -> notFound(name));
        if (colon < 0) {
            return new Selected(parameter, parameter.latest(), "");
        }
        String selector = whole.substring(colon + 1);
        Optional<SsmVersion> version =
                selector.matches(DIGITS) ? parameter.version(Integer.parseInt(selector)) : parameter.labelled(selector);
        return new Selected(
                parameter,
                version.orElseThrow(() -> new RequestException(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version " + selector + " of " + name
                                + ". Verify the version and try again.")),
                ":" + selector);
    }

    /// All of a region in order of their names.
    List<SsmParameter> list(String region) {
        return catalog.list(SsmParameter.class).stream()
                .filter(parameter -> parameter.region().equals(region))
                .sorted(Comparator.comparing(SsmParameter::name))
                .toList();
    }

    /// What is kept for a value.
    String stored(String region, String name, SsmParameter.Type type, String value) {
        return type == SsmParameter.Type.SECURE_STRING ? box.seal(region + " " + name, value) : value;
    }

    /// A value as it is given to whoever asks.
    ///
    /// @param decrypted whether a SecureString is given in clear text
    String value(SsmParameter parameter, SsmVersion version, boolean decrypted) {
        return parameter.type() == SsmParameter.Type.SECURE_STRING && decrypted
                ? box.open(parameter.region() + " " + parameter.name(), version.stored())
                : version.stored();
    }
}
