package io.millrace.server.intercept;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses the certificate by the name that the client asks for. The alias is the name.
final class KeysByName extends X509ExtendedKeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(KeysByName.class);
    private static final String KEY_TYPE = "EC";

    private final Authority authority;

    KeysByName(Authority authority) {
        this.authority = authority;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        if (!keyType.equals(KEY_TYPE)) {
            return null;
        }
        if (engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
            for (SNIServerName name : session.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return AwsHosts.normal(host.getAsciiName());
                }
            }
        }
        return "";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        try {
            return new X509Certificate[] {authority.server(alias)};
        } catch (GeneralSecurityException e) {
            LOG.error("No certificate could be made", e);
            return null;
        }
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return authority.serverKey();
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return keyType.equals(KEY_TYPE) ? "" : null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return keyType.equals(KEY_TYPE) ? new String[] {""} : null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
