// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch behind nginx and HAProxy, with the configurations that {@code OPERATING.md} prints. */
class ProxiesIT {
    private static final String CLIENT = "127.0.0.5";
    private static final String OTHER = "127.0.0.6";
    private static final String FORGED = "192.0.2.77";
    private static final byte[] FORGED_HEADER =
            "PROXY TCP4 192.0.2.77 192.0.2.1 51234 443\r\n".getBytes(US_ASCII);
    private static final String SETTINGS =
            """
            gate.trusted-proxies = [127.0.0.1]
            gate.per-address.connections = 2
            """;

    @TempDir private Path folder;
    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);
    private Certificate certificate;
    private int port;

    @BeforeEach
    void prepare() throws Exception {
        certificate = new Certificate(folder);
        port = ProxyProcess.freePort();
    }

    @Test
    void nginxNamesTheClientByXForwardedFor() throws Exception {
        unpacked.configured(SETTINGS).start();
        String server =
                Guide.OPERATING.indented(
                        "nginx:",
                        Map.of(
                                "listen 443",
                                "listen 127.0.0.1:" + port,
                                "127.0.0.1:8080",
                                "127.0.0.1:" + unpacked.websocket().getPort(),
                                "/etc/nginx/site/fullchain.pem",
                                certificate.chainFile().toString(),
                                "/etc/nginx/site/privkey.pem",
                                certificate.keyFile().toString()));
        try (ProxyProcess _ = ProxyProcess.nginx(folder, server, port)) {
            limitsAreThoseOfTheClient("X-Forwarded-For: " + FORGED, "Forwarded: for=" + FORGED);
        }
    }

    @Test
    void haproxyNamesTheClientByXForwardedFor() throws Exception {
        unpacked.configured(SETTINGS).start();
        String configuration =
                Guide.OPERATING.indented(
                        "HAProxy:",
                        Map.of(
                                "bind :443",
                                "bind 127.0.0.1:" + port,
                                "10.0.0.11:8080",
                                "127.0.0.1:" + unpacked.websocket().getPort(),
                                "port 8081",
                                "port " + unpacked.admin().getPort(),
                                "/etc/haproxy/site.pem",
                                certificate.bothFile().toString()));
        try (ProxyProcess _ = ProxyProcess.haproxy(folder, configuration, port)) {
            limitsAreThoseOfTheClient("X-Forwarded-For: " + FORGED, "Forwarded: for=" + FORGED);
        }
    }

    /** TLS is the switch's own; its health check comes without a header from where proxies do. */
    @Test
    void haproxyNamesTheClientByTheProxyProtocol() throws Exception {
        unpacked.configured(
                        SETTINGS
                                + """
                                listen.proxy-protocol = required
                                listen.tls { enabled = true, keystore = "%s", password = "%s" }
                                """
                                        .formatted(certificate.keystore(), Certificate.PASSWORD))
                .start();
        String configuration =
                Guide.OPERATING.indented(
                        "HAProxy, with TLS by the switch itself:",
                        Map.of(
                                "bind :443",
                                "bind 127.0.0.1:" + port,
                                "10.0.0.11:8080",
                                "127.0.0.1:" + unpacked.websocket().getPort(),
                                "port 8081",
                                "port " + unpacked.admin().getPort()));
        try (ProxyProcess _ = ProxyProcess.haproxy(folder, configuration, port)) {
            limitsAreThoseOfTheClient("X-Forwarded-For: " + FORGED);
            forgedHeadersAreOfNoUse();
        }
        assertThat(new Figures(unpacked).page("/health").statusCode()).isEqualTo(200);
    }

    private void limitsAreThoseOfTheClient(String... forged) throws Exception {
        try (ClientFrom first = client(CLIENT);
                ClientFrom second = client(CLIENT);
                ClientFrom third = client(CLIENT);
                ClientFrom other = client(OTHER)) {
            assertThat(first.ask()).isEqualTo(101);
            assertThat(first.hello()).contains("\"msg_type\":\"ok\"");
            assertThat(second.ask(forged)).isEqualTo(101);
            assertThat(third.ask(forged)).isEqualTo(429);
            assertThat(other.ask()).isEqualTo(101);
        }
        Await.until(
                "both addresses are in the log",
                () -> unpacked.log().contains(CLIENT) && unpacked.log().contains(OTHER));
        assertThat(unpacked.log()).doesNotContain(FORGED);
    }

    /**
     * Behind HAProxy it is where the hello of TLS should be; without HAProxy it is a stranger's.
     */
    private void forgedHeadersAreOfNoUse() throws Exception {
        try (Socket plain = ClientFrom.plain(CLIENT, port)) {
            plain.getOutputStream().write(FORGED_HEADER);
            assertThatThrownBy(() ->
                            certificate
                                    .trusting()
                                    .createSocket(plain, "127.0.0.1", port, true)
                                    .getOutputStream()
                                    .write(0))
                    .isInstanceOfAny(SSLException.class, SocketException.class);
        }
        try (Socket plain = ClientFrom.plain(CLIENT, unpacked.websocket().getPort())) {
            plain.getOutputStream().write(FORGED_HEADER);
            assertThat(plain.getInputStream().read()).isEqualTo(-1);
        }
        Await.until(
                "the stranger is in the log", () -> unpacked.log().contains("is no trusted proxy"));
        assertThat(unpacked.log()).doesNotContain(FORGED);
    }

    private ClientFrom client(String address) throws Exception {
        return new ClientFrom(address, port, certificate.trusting());
    }
}
