"""What the moto validator does in addition to the engine, through moto's own API (AWS_ENDPOINT_URL) and another SDK.

stdin: a line of JSON for each request, [region, action, what it takes]; stdout: a line of JSON for each answer, in the
same order. The first request that fails ends it.

secrets  makes secrets of the given names, with values made up here
logs     lets API Gateway write logs, as is done once in an account with REST APIs
routes   takes route tables away, which moto's CloudFormation makes and never deletes
stack    the stack of the given name or id; null when there is none
things   what there is in the region that stacks have made, by name
create   makes a stack in one call, {name, template, tags}: only so does moto work out outputs
"""

import json
import sys
from functools import cache
from secrets import token_urlsafe

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


@cache
def client(service, region):
    return boto3.client(
        service,
        region_name=region,
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"total_max_attempts": 1}),
    )


def by_key(items, key, value):
    return {each[key]: each[value] for each in items}


def make_secrets(region, names):
    for name in names:
        value = json.dumps({"username": token_urlsafe(), "password": token_urlsafe()})
        client("secretsmanager", region).create_secret(Name=name, SecretString=value)


def let_api_gateway_log(region, _):
    role = {"op": "replace", "path": "/cloudwatchRoleArn", "value": "arn:aws:iam::123456789012:role/logs"}
    client("apigateway", region).update_account(patchOperations=[role])


def take_route_tables_away(region, _):
    ec2 = client("ec2", region)
    for table in ec2.describe_route_tables()["RouteTables"]:
        if any(each.get("Main") for each in table["Associations"]):
            continue
        for each in table["Associations"]:
            ec2.disassociate_route_table(AssociationId=each["RouteTableAssociationId"])
        ec2.delete_route_table(RouteTableId=table["RouteTableId"])


def describe_stack(region, name):
    cloudformation = client("cloudformation", region)
    try:
        stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in error.response["Error"]["Message"]:
            return None
        raise
    events = cloudformation.describe_stack_events(StackName=name)["StackEvents"]
    gone = stack["StackStatus"] == "DELETE_COMPLETE"
    return {
        "id": stack["StackId"],
        "status": stack["StackStatus"],
        "states": [each["ResourceStatus"] for each in reversed(events)],
        "tags": by_key(stack.get("Tags", []), "Key", "Value"),
        "outputs": by_key(stack.get("Outputs", []), "OutputKey", "OutputValue"),
        "resources": {} if gone else cloudformation.get_template(StackName=name)["TemplateBody"]["Resources"],
    }


def describe_things(region, _):
    ec2 = client("ec2", region)
    kinesis = client("kinesis", region)
    vpcs = {each["VpcId"]: each for each in ec2.describe_vpcs()["Vpcs"] if not each["IsDefault"]}
    return {
        "vpcs": [by_key(each["Tags"], "Key", "Value")["Name"] for each in vpcs.values()],
        "subnets": sum(each["VpcId"] in vpcs for each in ec2.describe_subnets()["Subnets"]),
        "clusters": [arn.split("/")[-1] for arn in client("ecs", region).list_clusters()["clusterArns"]],
        "shards": {
            name: kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]["OpenShardCount"]
            for name in kinesis.list_streams()["StreamNames"]
        },
    }


def create_stack(region, given):
    client("cloudformation", region).create_stack(
        StackName=given["name"],
        TemplateBody=json.dumps(given["template"]),
        Tags=[{"Key": key, "Value": value} for key, value in given["tags"].items()],
    )


actions = {
    "secrets": make_secrets,
    "logs": let_api_gateway_log,
    "routes": take_route_tables_away,
    "stack": describe_stack,
    "things": describe_things,
    "create": create_stack,
}
for line in sys.stdin:
    where, action, given = json.loads(line)
    print(json.dumps(actions[action](where, given)), flush=True)
