package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.loop.Cluster.Blind;
import io.fairlead.loop.Cluster.Seen;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.cluster.ApiServerStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kubeconfig that ends, is half written and is replaced while the module runs. */
class NewKubeconfigTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void aTokenThatEndedIsToldAndANewKubeconfigIsTakenUpWithoutARestart() throws IOException {
        try (ApiServerStandIn api = ApiServerStandIn.start()) {
            String good = Files.readString(api.kubeconfig());
            Path file = folder.resolve("kubeconfig");
            Files.writeString(
                    file,
                    good.replaceFirst(
                            "token: \\S+", "token: " + token(Instant.now().minusSeconds(60))));
            KubeOptions options =
                    new KubeOptions(Optional.of(file), Set.of("apps"), "fairlead", KubeOptions.METALLB_NAMESPACE);
            try (KubeCluster cluster = new KubeCluster(options, () -> {})) {
                cluster.start();
                awaitReason(cluster, "the token of user fairlead in " + file + " ended");
                awaitReason(cluster, "Get-HcsKubernetesUserConfig -UserName fairlead");

                Files.writeString(file, "apiVersion: v1\nkind: Conf");
                awaitReason(cluster, "ended");
                Files.writeString(file, good);
                Eventually.holds("the new one is in use", SOON, () -> cluster.observe() instanceof Seen);

                Files.writeString(file, good.replaceFirst("token: \\S+", "token: unknown"));
                awaitReason(cluster, "does not accept the credential of user fairlead in " + file);
                Files.writeString(file, good);
                Eventually.holds("the first is in use again", SOON, () -> cluster.observe() instanceof Seen);
            }
        }
    }

    @Test
    void oneThatIsNotThereAtTheStartIsToldAndTakenUpWhenItComes() throws IOException {
        try (ApiServerStandIn api = ApiServerStandIn.start()) {
            Path file = folder.resolve("kubeconfig");
            KubeOptions options =
                    new KubeOptions(Optional.of(file), Set.of("apps"), "fairlead", KubeOptions.METALLB_NAMESPACE);
            try (KubeCluster cluster = new KubeCluster(options, () -> {})) {
                cluster.start();
                Blind blind = assertInstanceOf(Blind.class, cluster.observe());
                assertEquals("kubeconfig " + file + " cannot be read: " + file + " does not exist", blind.reason());

                Files.copy(api.kubeconfig(), file);
                Eventually.holds("it is in use", SOON, () -> cluster.observe() instanceof Seen);
            }
        }
    }

    private static void awaitReason(KubeCluster cluster, String said) {
        Eventually.holds(
                "the reason says " + said,
                SOON,
                () -> cluster.observe() instanceof Blind blind && blind.reason().contains(said));
        assertTrue(cluster.facts().blind().isPresent());
    }

    private static String token(Instant end) {
        String claims = "{\"exp\":" + end.getEpochSecond() + ",\"iat\":"
                + end.minusSeconds(3600).getEpochSecond() + "}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".x";
    }
}
