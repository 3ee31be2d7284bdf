package io.fairlead.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.desired.DesiredParser;
import io.fairlead.kube.KubeCluster;
import io.fairlead.kube.KubeOptions;
import io.fairlead.ledger.LedgerText;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.plan.LedgerRecovery;
import io.fairlead.plan.Planned;
import io.fairlead.plan.Planner;
import io.fairlead.plan.target.Registries;
import io.fairlead.plan.target.Scope;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.cluster.ApiServerStandIn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/** The command line beside a stand-in for a cluster, in which what the module plans can be carried out. */
final class CommandBench implements AutoCloseable {

    static final String SHOP = """
            {"schema": 1,
             "network": {"services": {"pools": {"default": {"addresses": "10.126.75.206-10.126.75.210"}}}},
             "apps": {"shop": {"image": "nginx:1", "replicas": 2, "expose": "external", "ports": "80",
                               "env": {"MODE": "fast"}}}}
            """;

    private static final Scope SCOPE =
            new Scope("fairlead-apps", Set.of(), "fairlead", "metallb-system", Registries.ANY);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ApiServerStandIn server = ApiServerStandIn.start();

    ApiServerStandIn server() {
        return server;
    }

    String kubeconfig() {
        return server.kubeconfig().toString();
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    void clear() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }

    int run(String... arguments) {
        CommandLine command = FairleadCommand.of(new Program() {
            @Override
            public int run() {
                return 0;
            }

            @Override
            public Installation installation(Map<String, String> instead) {
                return at(Path.of(Objects.requireNonNull(instead.get("KUBECONFIG"))));
            }
        });
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private static Installation at(Path kubeconfig) {
        KubeOptions kube = new KubeOptions(
                Optional.of(kubeconfig), SCOPE.namespaces(), SCOPE.moduleNamespace(), SCOPE.metalLbNamespace());
        return new Installation(kube, SCOPE);
    }

    /** What the module does with a document until nothing is left. */
    void carryOut(String document) throws InterruptedException {
        Installation installation = at(server.kubeconfig());
        JsonObject desired = JsonParser.parseString(document).getAsJsonObject();
        for (int i = 0; i < 50; i++) {
            Observed observed = ClusterChoice.look(installation);
            Planned planned = new Planner(SCOPE)
                    .plan(
                            Optional.of(DesiredParser.parse(1, desired)),
                            observed,
                            LedgerRecovery.read(observed, SCOPE.moduleNamespace()));
            if (planned.plan().isEmpty()
                    && observed.find(ObjectRef.configMap(SCOPE.moduleNamespace(), LedgerText.NAME))
                            .isPresent()) {
                return;
            }
            try (KubeCluster cluster = new KubeCluster(installation.kube(), () -> {})) {
                Object unused = cluster.execute(planned.plan());
            }
        }
        throw new AssertionError("the plan does not end");
    }

    /** The stand-in's pods are ready and announced. */
    void untilReady() {
        Eventually.holds(
                "an announcer",
                Duration.ofSeconds(20),
                () -> !server.list("metallb.io/v1beta1", "ServiceL2Status").isEmpty());
    }

    @Override
    public void close() {
        server.close();
    }
}
