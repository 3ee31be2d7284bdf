package io.fairlead.convert;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Access;
import io.fairlead.model.Fields;
import io.fairlead.model.Ledger;
import io.fairlead.model.Manifest;
import io.fairlead.model.Plan;
import io.fairlead.model.Step;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.Planner;
import io.fairlead.plan.SimulatedCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published examples, converted and planned: each field that matters is planned as it is in the source, or was told. */
class RoundTripTest {

    private static final String POOLS =
            "{\"services\":{\"pools\":{\"default\":{\"addresses\":\"192.0.2.10-192.0.2.19\"}}}}";

    static Stream<String> examples() {
        return Example.names();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatIsPlannedIsWhatTheExampleSays(String name) {
        Example example = Example.of(name);
        Converted converted = example.converted();

        example.assertIs(plan(converted.desired()), converted.left());
    }

    /** The Deployments and Services that an empty cluster with MetalLB is told, by kind and name. */
    private static Map<String, Fields> plan(JsonObject desired) {
        desired.add("network", JsonParser.parseString(POOLS));
        SimulatedCluster cluster = new SimulatedCluster(Access.WRITE, MetalLb.CRD);
        Plan plan = new Planner(SimulatedCluster.SCOPE)
                .plan(Optional.of(DesiredParser.parse(1, desired)), cluster.observed(), Ledger.EMPTY)
                .plan();
        Map<String, Fields> objects = new HashMap<>();
        plan.steps().stream()
                .flatMap(step ->
                        step instanceof Step.Apply apply ? Stream.of(apply.manifest()) : Stream.<Manifest>empty())
                .filter(manifest ->
                        List.of("Deployment", "Service").contains(manifest.ref().kind()))
                .forEach(manifest ->
                        objects.put(manifest.ref().kind() + " " + manifest.ref().name(), manifest.body()));
        return objects;
    }
}
