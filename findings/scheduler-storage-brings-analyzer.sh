#!/usr/bin/env bash
# Hangfire.PostgreSql brings an analyzer into every project that references it, and projects that reference those.
#
# Expected: a job storage changes nothing in how other code is compiled.
# Seen:     Hangfire.PostgreSql 1.21.1 depends on Dapper.AOT 1.0.48, whose analyzer then warns about every use of Dapper in the project
#           (DAP005 at the first, DAP018 and others at single statements), though nobody asked for Dapper.AOT. Where warnings are errors the build fails.
# What we do: Directory.Build.targets removes that analyzer.
set -euo pipefail
export DOTNET_NOLOGO=true DOTNET_CLI_TELEMETRY_OPTOUT=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > Probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Dapper" Version="2.1.86" />
    <PackageReference Include="Hangfire.PostgreSql" Version="1.21.1" Condition="'$(WithStorage)' == 'true'" />
    <PackageReference Include="Npgsql" Version="10.0.3" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using Dapper;

using var connection = new Npgsql.NpgsqlConnection("Host=localhost");
Console.WriteLine(args.Length > 9 ? connection.ExecuteScalar<long>("select count(*) from tasks") : 0);
CS

warnings() { dotnet build -v q "-p:WithStorage=$1" 2>&1 | { grep -oE 'DAP[0-9]+' || true; } | sort -u | tr '\n' ' '; }
without=$(warnings false)
rm -rf bin obj
with=$(warnings true)
echo "Dapper 2.1.86 alone:                         [${without% }]"
echo "Dapper 2.1.86 beside Hangfire.PostgreSql 1.21.1: [${with% }]"
if [ -z "$without" ] && [[ $with == *DAP005* ]]; then echo 'As found.'; else echo 'Changed.'; exit 1; fi
