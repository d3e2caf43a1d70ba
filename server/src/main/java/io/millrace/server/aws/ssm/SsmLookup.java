package io.millrace.server.aws.ssm;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.ssm.SsmParameter;
import java.time.InstantSource;
import java.util.Optional;

/// The values that templates refer to: parameters of the type `AWS::SSM::Parameter::Value<…>`, `{{resolve:ssm:…}}` and
/// `{{resolve:ssm-secure:…}}`. Thread-safe.
public final class SsmLookup {
    private final SsmStore store;

    public SsmLookup(Catalog catalog, SecretBox box, InstantSource clock) {
        this.store = new SsmStore(catalog, box, clock);
    }

    /// @param version the latest when empty
    /// @param secure whether it must be a SecureString; else it must be none
    /// @throws RequestException `ValidationError`
    public String value(String region, String name, Optional<Integer> version, boolean secure) {
        SsmStore.Selected selected;
        try {
            selected = store.select(
                    region, name + version.map(number -> ":" + number).orElse(""));
        } catch (RequestException e) {
            throw new RequestException(
                    "ValidationError",
                    "Unable to fetch parameters [" + name + "] from parameter store: " + e.getMessage());
        }
        boolean isSecure = selected.parameter().type() == SsmParameter.Type.SECURE_STRING;
        if (isSecure != secure) {
            throw new RequestException(
                    "ValidationError",
                    "Parameter " + name + (isSecure ? " is" : " is not") + " a SecureString: refer to it as {{resolve:"
                            + (isSecure ? "ssm-secure" : "ssm") + ":" + name + "}}");
        }
        return store.value(selected.parameter(), selected.version(), true);
    }
}
