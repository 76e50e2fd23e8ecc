package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns items of a route file into Camel's model. Camel's own loader takes a file as a whole and
 * remembers which of its beans it has made; here each call takes those items that are asked for,
 * anew.
 */
final class RouteFileLoader {
  private final CamelContext context;
  private final String folder;

  /**
   * Makes a loader.
   *
   * @param folder what the locations of routes begin with, such as {@code file:/opt/routes/}
   */
  RouteFileLoader(CamelContext context, String folder) {
    this.context = requireNonNull(context, "context is null");
    this.folder = requireNonNull(folder, "folder is null");
  }

  /** Camel's loader, of which the part is used that knows single nodes. */
  private static final class NodeLoader extends YamlRoutesBuilderLoader {
    RouteConfigurationBuilder load(Resource resource, List<Node> items) {
      LoadSettings settings = LoadSettings.builder().setLabel(resource.getLocation()).build();
      YamlDeserializationContext deserialization =
          newYamlDeserializationContext(settings, resource);
      SequenceNode root = new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
      RouteConfigurationBuilder builder =
          (RouteConfigurationBuilder) builder(deserialization, root);
      builder.setCamelContext(getCamelContext());
      builder.setResource(resource);
      return builder;
    }
  }

  /**
   * Makes the definitions of some routes of a file; each can be added to the context once.
   *
   * @param wanted which routes, by their ids
   * @throws RefusedEditException if Camel does not understand it
   */
  List<RouteDefinition> routes(RouteFile file, Predicate<String> wanted) {
    return load(
        file,
        item ->
            item.isRoute()
                ? wanted.test(item.id().orElseThrow())
                : !item.isBeans() && !item.isConfiguration(),
        builder -> {
          RoutesDefinition routes = builder.configureRoutes(context);
          routes.setResource(builder.getResource());
          routes.getRoutes().forEach(routes::prepareRoute);
          return routes.getRoutes();
        });
  }

  /** Likewise, the definitions of its route configurations. */
  List<RouteConfigurationDefinition> configurations(RouteFile file) {
    return load(
        file,
        RouteItem::isConfiguration,
        builder -> {
          builder.configuration();
          builder.getRouteConfigurationCollection().setResource(builder.getResource());
          return builder.getRouteConfigurationCollection().getRouteConfigurations();
        });
  }

  /** Makes some of the beans of a file, by their names, and puts them into the registry. */
  void bindBeans(RouteFile file, Set<String> names) {
    load(
        file,
        RouteItem::isBeans,
        item -> onlyBeans(item, names),
        builder -> builder.configureRoutes(context));
  }

  private static Node onlyBeans(RouteItem item, Set<String> names) {
    NodeTuple tuple = ((MappingNode) item.node()).getValue().get(0);
    if (!(tuple.getValueNode() instanceof SequenceNode list)) {
      return item.node();
    }
    List<Node> beans =
        list.getValue().stream()
            .filter(bean -> RouteFile.field(bean, "name").filter(names::contains).isPresent())
            .toList();
    SequenceNode some = new SequenceNode(Tag.SEQ, beans, FlowStyle.BLOCK);
    return new MappingNode(
        Tag.MAP, List.of(new NodeTuple(tuple.getKeyNode(), some)), FlowStyle.BLOCK);
  }

  private interface Work<T> {
    T run(RouteConfigurationBuilder builder) throws Exception;
  }

  private <T> T load(RouteFile file, Predicate<RouteItem> wanted, Work<T> work) {
    return load(file, wanted, RouteItem::node, work);
  }

  private <T> T load(
      RouteFile file, Predicate<RouteItem> wanted, Function<RouteItem, Node> node, Work<T> work) {
    // Nodes remember the loader that has read them, so each load has its own.
    RouteFile fresh = RouteFile.read(file.name(), file.text());
    List<RouteItem> items = fresh.items().stream().filter(wanted).toList();
    NodeLoader loader = new NodeLoader();
    loader.setCamelContext(context);
    try {
      loader.start();
      return work.run(loader.load(resource(file), items.stream().map(node).toList()));
    } catch (MarkedYamlEngineException e) {
      throw new RefusedEditException(
          file.name(), RouteFile.line(e.getProblemMark()), e.getProblem(), e);
    } catch (Exception e) {
      throw Failures.refusal(file, items, e);
    } finally {
      loader.stop();
    }
  }

  private Resource resource(RouteFile file) {
    return ResourceHelper.fromString(folder + file.name(), file.text());
  }
}
