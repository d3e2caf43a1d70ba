package io.millrace.server.intercept;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionAccess;
import io.millrace.server.http.EventLoops;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.HttpListener;
import io.millrace.server.http.ListenerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// How functions reach this program by their unedited SDKs: the address for SDKs that take one, and for those that do
/// not, a proxy that answers for AWS's names over HTTPS.
///
/// Nothing is made before the first [#get]: no key, no port, no file. That takes a moment and blocks; [#prepare] has it
/// done in the background. Any thread but an event loop.
public final class FunctionNetwork implements Supplier<FunctionAccess>, AutoCloseable {
    private final EventLoops loops;
    private final Path folder;
    private final FunctionAccess.Credentials credentials;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Lock lock = new ReentrantLock();
    private Served served;
    private Opened opened;
    private boolean closed;

    private record Served(String endpoint, HttpHandler door) {}

    private record Opened(HttpListener listener, InterceptProxy proxy, FunctionAccess access) {}

    /// @param data folder of the program; keys and trust stores go to `functions/tls` there
    /// @param credentials what functions sign with
    public FunctionNetwork(
            EventLoops loops,
            Path data,
            FunctionAccess.Credentials credentials,
            InstantSource clock,
            SecureRandom random) {
        this.loops = loops;
        this.folder = data.resolve("functions").resolve("tls");
        this.credentials = credentials;
        this.clock = clock;
        this.random = random;
    }

    /// Says what AWS's names lead to. To be called once, when the program listens.
    ///
    /// @param host that it listens on; every address of the machine is reached by loopback
    /// @param door what answers calls of AWS
    public void serve(String host, int port, HttpHandler door) {
        lock.lock();
        try {
            served = new Served(endpoint(host, port), door);
        } finally {
            lock.unlock();
        }
    }

    /// Where this machine reaches a program that listens on a host and port.
    public static String endpoint(String host, int port) {
        String reached =
                switch (host) {
                    case "0.0.0.0", "" -> "127.0.0.1";
                    case "::", "0:0:0:0:0:0:0:0" -> "::1";
                    case String other -> other;
                };
        return "http://" + (reached.contains(":") ? "[" + reached + "]" : reached) + ":" + port;
    }

    /// Has everything made in the background, so that the first function need not wait.
    public void prepare() {
        Thread.ofVirtual().name("function-network").start(() -> {
            try {
                get();
            } catch (UnavailableException e) {
                // The first function meets the same, and says so.
            }
        });
    }

    /// @throws UnavailableException when the program is starting or closing, or the files cannot be written
    @Override
    public FunctionAccess get() {
        lock.lock();
        try {
            if (opened == null) {
                opened = open();
            }
            return opened.access();
        } catch (IOException | IllegalStateException e) {
            throw new UnavailableException("Functions cannot be given their way to this program: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private Opened open() throws IOException {
        if (served == null || closed) {
            throw new UnavailableException(closed ? "The server is closing" : "The server is starting");
        }
        Files.createDirectories(folder);
        Authority authority = Authority.open(folder, clock, random);
        TrustFiles.write(folder, authority.certificate());
        HttpListener listener = loops.listen(ListenerSettings.encrypted(new KeysByName(authority)), served.door());
        try {
            InterceptProxy proxy = InterceptProxy.start(listener.port(), InterceptProxy.Times.LIMITS);
            return new Opened(listener, proxy, access(proxy));
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    private FunctionAccess access(InterceptProxy proxy) {
        Path absolute = folder.toAbsolutePath().normalize();
        return new FunctionAccess(
                served.endpoint(),
                "http://127.0.0.1:" + proxy.port(),
                absolute.resolve(TrustFiles.AUTHORITIES),
                absolute.resolve(Authority.CERTIFICATE),
                absolute.resolve(TrustFiles.TRUST_STORE),
                credentials);
    }

    /// Lets calls in hand end, as the program's own port does.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (opened != null) {
                opened.listener().close();
                opened.proxy().close();
                opened = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
