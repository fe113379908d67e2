package treecast.cluster;

import org.apache.spark.SparkConf;
import org.apache.spark.storage.TopologyMapper;
import scala.Option;

/**
 * Topology of a cluster whose driver is in a rack of its own, for {@code
 * spark.storage.replication.topologyMapper}. Who fetches a block asks the machines of its own rack
 * first: an executor fetches the weights of a step from other executors once one of them has them,
 * and the driver's link carries each block about once.
 */
public final class DriverApart extends TopologyMapper {
  private final String driver;

  /** Topology of a program with these settings; Spark calls it on the driver. */
  public DriverApart(SparkConf conf) {
    super(conf);
    this.driver = conf.get("spark.driver.host", "");
  }

  @Override
  public Option<String> getTopologyForHost(String host) {
    return Option.apply(host.equals(driver) ? "driver" : "executors");
  }
}
