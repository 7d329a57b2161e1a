// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import dev.switchboard.api.Registration;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.TlsSettings;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the switch speaks TLS, if it does. Once a minute it looks whether the files of its
 * certificates have changed. New connections get what it finds. Where the files of a certificate do
 * not work, that one stays as it was; the others are renewed all the same.
 *
 * <p>Any thread may call any method. What is in force is replaced as a whole. Should two renew it
 * at the same moment, the next look sees to it that the files count.
 */
public final class Tls {

    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    /** How often it looks at the files. */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final TlsSettings settings;
    private final TlsFiles files;
    private final Password password;
    private final Time time;
    private final Consumer<List<X509Certificate>> listener;
    private final Engines engines = new Engines();

    /** Held by the thread that looks. */
    private final ReentrantLock looking = new ReentrantLock();

    /** Once they are read. */
    private volatile @Nullable InForce inForce;

    private volatile Optional<String> trouble = Optional.empty();

    /**
     * @param opened by the source that it comes from, in the same order
     */
    private record InForce(
            List<Opened> opened, @Nullable TlsFile clientCa, Credentials credentials) {}

    private record Opened(KeyFiles files, List<CertifiedKey> held) {}

    /**
     * How clients are served. Reads nothing yet.
     *
     * @param places what a relative path of the configuration means
     */
    @Inject
    public Tls(Supplier<Settings> inForce, UnaryOperator<Path> places, Time time, Meters meters) {
        this(inForce.get().listen().tls(), "listen.tls", places, time, new EndTimes(meters)::show);
    }

    /**
     * How others are served. Reads nothing yet.
     *
     * @param section the section of the settings, as in {@code listen.tls}
     * @param listener told the certificates when they are in force
     */
    public Tls(
            TlsSettings settings,
            String section,
            UnaryOperator<Path> places,
            Time time,
            Consumer<List<X509Certificate>> listener) {
        this.settings = settings;
        this.files = new TlsFiles(settings, section, places);
        this.password = new Password(section + ".password", settings.password());
        this.time = time;
        this.listener = listener;
    }

    /** Whether it is to be spoken. */
    public boolean isEnabled() {
        return settings.enabled();
    }

    /** Reads certificate and key, if TLS is spoken; fails with a sentence for the operator. */
    public void read() throws IOException {
        renewal().ifPresent(Runnable::run);
    }

    /**
     * Reads the files, and fails with a sentence for the operator if any does not work.
     *
     * @return what has new connections get what was read; empty if nothing has changed
     */
    public Optional<Runnable> renewal() throws IOException {
        if (!isEnabled()) {
            return Optional.empty();
        }
        var renewal =
                renewal((_, failure) -> {
                    throw failure;
                });
        if (renewal.isEmpty()) {
            trouble = Optional.empty();
        }
        return renewal;
    }

    /** Decides what counts where files do not work. */
    private interface Substitute {
        Opened of(@Nullable Opened known, IOException failure) throws IOException;
    }

    private Optional<Runnable> renewal(Substitute substitute) throws IOException {
        var known = inForce;
        List<Opened> opened = new ArrayList<>();
        for (var source : files.sources()) {
            var before = known == null ? null : known.opened().get(opened.size());
            try {
                opened.add(open(source.read(), before));
            } catch (IOException e) {
                opened.add(substitute.of(before, e));
            }
        }
        var clientCa = files.clientCa();
        if (known != null
                && known.opened().equals(opened)
                && Objects.equals(known.clientCa(), clientCa)) {
            return Optional.empty();
        }
        var credentials =
                Credentials.of(opened.stream().flatMap(each -> each.held().stream()).toList());
        List<X509Certificate> authorities =
                clientCa == null ? List.of() : PemCertificates.read(clientCa);
        var factory = Engines.with(credentials, settings.clientCertificates(), authorities);
        return Optional.of(() -> {
            engines.use(factory);
            inForce = new InForce(List.copyOf(opened), clientCa, credentials);
            trouble = Optional.empty();
            listener.accept(credentials.certificates());
        });
    }

    private Opened open(KeyFiles read, @Nullable Opened before) throws IOException {
        return before != null && before.files().equals(read)
                ? before
                : new Opened(read, read.open(password));
    }

    /** Renews the certificates when their files change, until the registration is closed. */
    public Registration watch() {
        if (!isEnabled()) {
            return () -> {};
        }
        // Disks may be slow, and the thread of the clock waits for nobody.
        return time.every(
                PERIOD, () -> Thread.ofPlatform().daemon().name("certificates").start(this::look));
    }

    private void look() {
        if (!looking.tryLock()) {
            return;
        }
        List<String> failures = new ArrayList<>();
        try {
            var renewal =
                    renewal((before, failure) -> {
                        if (before == null) {
                            throw failure;
                        }
                        failures.add(String.valueOf(failure.getMessage()));
                        return before;
                    });
            if (renewal.isPresent()) {
                renewal.get().run();
                LOG.info("new connections get the certificates that the files hold now");
            }
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
        } finally {
            tell(failures);
            looking.unlock();
        }
    }

    private void tell(List<String> failures) {
        Optional<String> found =
                failures.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "the certificates stay as they were: "
                                        + String.join("; ", failures));
        if (found.isPresent() && !trouble.equals(found)) {
            LOG.warn(found.get());
        }
        trouble = found;
    }

    /** Why the files of the certificates were not taken over when it looked last. */
    public Optional<String> trouble() {
        return trouble;
    }

    /**
     * What Jetty makes the engine of each connection by; works once certificate and key are read.
     */
    public SslContextFactory.Server factory() {
        return engines;
    }

    /** The certificates that it shows, once they are read. */
    public List<X509Certificate> certificates() {
        var read = inForce;
        return read == null ? List.of() : read.credentials().certificates();
    }

    /** Whose a certificate is; authorities may leave out everything but the names of hosts. */
    public static String owner(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        return subject.isEmpty() ? CertifiedKey.name(certificate) : subject;
    }

    /**
     * How the health check speaks with the switch, if that speaks TLS: it trusts these certificates
     * alone, and shows one of them if it is asked.
     */
    public Optional<SSLContext> toItself() {
        var read = inForce;
        return read == null ? Optional.empty() : Optional.of(read.credentials().toItself());
    }
}
