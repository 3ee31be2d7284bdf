package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.fairlead.address.Address;
import io.fairlead.model.Fields;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;
import io.fairlead.model.Step;
import io.fairlead.network.metallb.MetalLbKind;
import io.fairlead.standin.cluster.BalancedCluster;
import io.fairlead.standin.cluster.LoadBalancerContract;
import java.util.Map;
import java.util.Optional;

/** The simulated cluster gives addresses as MetalLB does; it says nothing of why it gives none. */
class SimulatedClusterContractTest extends LoadBalancerContract {

    SimulatedClusterContractTest() {
        super(new Simulated());
    }

    private static final class Simulated implements BalancedCluster {
        private static final Gson GSON = new GsonBuilder()
                .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
                .create();

        private final SimulatedCluster cluster = new SimulatedCluster();

        @Override
        public String namespace() {
            return "apps";
        }

        @Override
        public void pool(String name, String addresses, String more) {
            String given = more.contains("autoAssign") ? more : more + "\"autoAssign\": true,";
            apply(pool(name), "{\"spec\": {" + given + " \"addresses\": [\"" + addresses + "\"]}}");
        }

        @Override
        public void removePool(String name) {
            cluster.remove(pool(name));
        }

        @Override
        public void service(String name, int port, String annotations) {
            apply(service(name), """
                    {"metadata": {"annotations": {%s}}, "spec": {"type": "LoadBalancer", "selector": {"app": "web"},
                     "ports": [{"name": "http", "port": %d, "protocol": "TCP", "targetPort": 8080}]}}""".formatted(annotations, port));
        }

        @Override
        public void removeService(String name) {
            cluster.remove(service(name));
        }

        @Override
        public void toClusterIp(String name) {
            apply(service(name), "{\"spec\": {\"type\": \"ClusterIP\"}}");
        }

        @Override
        public void awaitAddress(String name, String address) {
            assertEquals(address, address(name));
        }

        @Override
        public void awaitRefusal(String name, String reason) {
            assertEquals("", address(name));
        }

        @Override
        public String address(String name) {
            return Optional.ofNullable(cluster.addresses().get(service(name)))
                    .map(Address::toString)
                    .orElse("");
        }

        @Override
        public void close() {}

        private void apply(ObjectRef ref, String body) {
            Map<String, Object> fields = GSON.fromJson(body, new TypeToken<>() {});
            cluster.apply(new Step.Apply(new Manifest(ref, new Fields(fields)), true, new Path("test"), "test"));
            cluster.balance();
        }

        private static ObjectRef pool(String name) {
            return MetalLbKind.POOL.ref(SimulatedCluster.SCOPE.metalLbNamespace(), name);
        }

        private static ObjectRef service(String name) {
            return ObjectRef.service("apps", name);
        }
    }
}
