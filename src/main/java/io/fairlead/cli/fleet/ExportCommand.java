package io.fairlead.cli.fleet;

import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.export.CommonPart;
import io.fairlead.fleet.export.HubConfiguration;
import io.fairlead.text.IndentedJson;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fairlead fleet export}: the common part of all sites as a configuration of IoT Hub. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the common part of all sites as an automatic module configuration of IoT Hub, with a metric for each phase.",
            "'az iot hub configuration create' accepts the file as --content and as --metrics.",
            "Standard error lists what is not in it, and warns what IoT Hub will do with it.",
            "Exit status: 0 if it is printed, 1 if the definition has problems, 2 if it cannot be run."
        },
        footerHeading = "%nExample:%n",
        footer = "  fairlead fleet export >common.json")
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
                "The module twins that get it, for example: from devices.modules where tags.channel = 'stable'",
                "Default: all modules with the id in fleet.yaml."
            })
    private @Nullable String target;

    @Option(names = "--priority", paramLabel = "N", description = "Its priority; default: ${DEFAULT-VALUE}.")
    private int priority = 10;

    @Override
    public Integer call() {
        return options.guarded(() -> {
            Fleet fleet = options.read(options.folder().files());
            if (options.hasProblems(fleet)) {
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
                "WARNING: IoT Hub removes these properties from a twin that leaves the target, and from all twins when the"
                        + " configuration is deleted. The module then removes the apps and settings.");
        options.tell(
                "WARNING: IoT Hub reverts changes to these properties within minutes, also those of 'fleet apply'. The content of a"
                        + " configuration cannot be edited: a change needs a new configuration with a higher priority.");
        options.tell("not in it: schema, which each twin must have by itself");
        if (!common.differing().isEmpty()) {
            options.tell("not in it: " + common.differing().size() + " properties that differ from site to site: "
                    + common.differing().stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                    + (common.differing().size() > MOST_NAMED ? ", …" : ""));
        }
    }
}
