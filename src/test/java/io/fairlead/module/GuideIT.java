package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import io.fairlead.rig.RigBinaries;
import io.fairlead.rig.RigCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that docs/operations.md has an administrator type, typed. */
@NeedsRig
class GuideIT {

    private static final Pattern LINES = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @AfterEach
    void asIfItHadNeverBeen() throws Exception {
        bash(
                admin(),
                "kubectl delete --ignore-not-found -f module/rbac/; kubectl delete namespace fairlead fairlead-apps");
    }

    @Test
    void anAdministratorsLinesMakeAKubeconfigWithTheModulesRightsAndNoMore() throws Exception {
        Matcher lines = LINES.matcher(Files.readString(Path.of("docs/operations.md")));
        assertTrue(lines.find());
        Files.createSymbolicLink(folder.resolve("module"), Path.of("module").toAbsolutePath());

        bash(admin(), "set -e\n" + lines.group(1).stripIndent());

        Path kubeconfig = folder.resolve("kubeconfig");
        assertEquals("yes", can(kubeconfig, "patch services --namespace fairlead-apps"));
        assertEquals("yes", can(kubeconfig, "create configmaps --namespace fairlead"));
        assertEquals("yes", can(kubeconfig, "patch ipaddresspools.metallb.io --namespace metallb-system"));
        assertEquals("no", can(kubeconfig, "get secrets --namespace fairlead-apps"));
        assertEquals("no", can(kubeconfig, "create namespaces"));
        assertEquals("no", can(kubeconfig, "create clusterroles"));
    }

    private String can(Path kubeconfig, String what) throws IOException, InterruptedException {
        return bash(kubeconfig, "kubectl auth can-i " + what + " 2>/dev/null || true")
                .strip();
    }

    private static Path admin() {
        return RigCluster.shared().adminKubeconfig();
    }

    private String bash(Path kubeconfig, String script) throws IOException, InterruptedException {
        Path kubectl = RigBinaries.find(Regime.CRD).orElseThrow().kubectl();
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("PATH", kubectl.getParent() + ":" + System.getenv("PATH"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
