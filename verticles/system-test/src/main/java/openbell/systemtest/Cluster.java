package openbell.systemtest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processes on one machine that form one cluster over the stores of one data folder.
 *
 * @param ports one of each node
 */
public record Cluster(Path data, String name, List<Integer> ports, PlatformJvm jvm) {

  /** A cluster of at most so many nodes, apart from that of every other test. */
  public static Cluster of(Path data, int nodes) {
    var ports = Stream.generate(Ports::free).distinct().limit(nodes).toList();
    return new Cluster(data, "test-" + UUID.randomUUID(), ports, PlatformJvm.asTested());
  }

  /** The same cluster, its nodes started by this JVM. */
  public Cluster on(PlatformJvm other) {
    return new Cluster(data, name, ports, other);
  }

  /** Starts a node with these roles and settings ({@code key=value}). */
  public PlatformProcess start(int node, String roles, String... settings) {
    var seeds = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    var arguments = new ArrayList<>(List.of("--profile", "cluster", "--roles", roles));
    arguments.addAll(List.of("--set", "cluster.name=" + name));
    arguments.addAll(List.of("--set", "cluster.port=" + ports.get(node)));
    arguments.addAll(List.of("--set", "cluster.seeds=" + seeds));
    for (var setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return PlatformProcess.start(jvm, data, arguments.toArray(String[]::new));
  }
}
