package io.fairlead.cli.fleet;

import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.export.CommonPart;
import io.fairlead.fleet.export.HubConfiguration;
import io.fairlead.fleet.plan.FleetPlan;
import io.fairlead.text.IndentedJson;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fairlead fleet export}: the common part for IoT Hub itself. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what all sites have in common as an automatic module configuration of IoT Hub, with a metric for each phase.",
            "For those who want IoT Hub to hold it. 'az iot hub configuration create' takes the file as --content and as --metrics.",
            "Standard error says what is not in it, and what IoT Hub does with it afterwards.",
            "Exit status: 0 when it is printed, 1 with problems in the definition, 2 when it cannot be done."
        })
final class ExportCommand implements Callable<Integer> {

    private static final int MOST_NAMED = 5;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(names = "--id", paramLabel = "ID", description = "The configuration's id; default: ${DEFAULT-VALUE}.")
    private String id = "fairlead-common";

    @Option(
            names = "--target",
            paramLabel = "CONDITION",
            description = {
                "Which module twins get it, such as: from devices.modules where tags.channel = 'stable'",
                "Default: every module of the id that fleet.yaml names."
            })
    private @Nullable String target;

    @Option(names = "--priority", paramLabel = "N", description = "Its priority; default: ${DEFAULT-VALUE}.")
    private int priority = 10;

    @Override
    public Integer call() {
        return options.guarded(() -> {
            Fleet fleet = options.read(options.folder().files());
            FleetPlan plan = FleetPlan.of(fleet, Map.of());
            plan.problems().forEach(options::tell);
            if (!fleet.problems().isEmpty() || !plan.problems().isEmpty()) {
                return FleetOptions.PROBLEMS;
            }
            String condition =
                    target == null ? HubConfiguration.every(fleet.settings().module()) : target;
            CommonPart common = CommonPart.of(fleet.documents());
            if (common.same().isEmpty()) {
                return options.refuse("the sites have nothing in common");
            }
            options.printText(IndentedJson.of(new HubConfiguration(id, condition, priority).with(common)));
            warn(common);
            return 0;
        });
    }

    private void warn(CommonPart common) {
        options.tell(
                "WARNING: IoT Hub takes these properties away from a twin that leaves the target, and from all twins when the"
                        + " configuration is deleted: the module there then removes the apps and settings.");
        options.tell(
                "WARNING: IoT Hub puts them back within minutes wherever somebody changes them, 'fleet apply' too. Its content"
                        + " cannot be edited: a change is a new configuration with a higher priority.");
        options.tell("not in it: schema, which each twin needs of its own");
        if (!common.differing().isEmpty()) {
            options.tell("not in it: " + common.differing().size() + " properties that differ from site to site: "
                    + common.differing().stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                    + (common.differing().size() > MOST_NAMED ? ", …" : ""));
        }
    }
}
